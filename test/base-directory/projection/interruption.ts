/** A projection that ends before one of its works on the disk, as a process that is killed. */
import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Projection } from '../../../src/base-directory/projection/projection.js';
import type { SafeTree } from '../../../src/base-directory/safe-tree.js';
import type { Store } from '../../../src/store/store.js';
import { textOf } from '../../../src/values/text.js';

/** Thrown in the place of a work on the disk. */
export class Interruption extends Error {}

/** Counts works on the disk, and throws in the place of one of them. */
export class Interrupter {
  works = 0;

  /** `at`: how many works are done before. */
  constructor(
    readonly at: number,
    readonly error: () => Error = () => new Interruption('interrupted'),
  ) {}

  /** The projector's store, whose changes count. */
  store(store: Store): Store {
    return {
      view: (work) => store.view(work),
      viewInSlices: (work) => store.viewInSlices(work),
      update: async (work) => {
        this.#count();
        return store.update(work);
      },
      close: () => store.close(),
    };
  }

  /** Makes the works of a projection's tree count. What is written at that moment is half there. */
  watch({ tree }: Projection): void {
    for (const name of [
      'makeDirectory',
      'makeFile',
      'move',
      'remove',
      'removeEmpty',
      'linkFile',
    ] as const) {
      const work = Reflect.get(tree, name) as (...given: unknown[]) => unknown;
      Reflect.set(tree, name, (...given: unknown[]) => {
        this.#count();
        return Reflect.apply(work, tree, given);
      });
    }
    const writeFile = tree.writeFile.bind(tree);
    Reflect.set(tree, 'writeFile', (...given: Parameters<SafeTree['writeFile']>) => {
      this.#count(() => {
        const [path, text] = given;
        const place = textOf(tree.pathOf(path).toString('latin1'));
        if (existsSync(place) || !existsSync(dirname(place))) return;
        writeFileSync(place, [...text].join('').slice(0, 7), 'latin1');
      });
      return writeFile(...given);
    });
  }

  #count(half: () => void = () => undefined): void {
    this.works += 1;
    if (this.works <= this.at) return;
    if (this.works === this.at + 1) half();
    throw this.error();
  }
}
