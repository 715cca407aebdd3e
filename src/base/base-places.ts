/** Where the parts of a base directory are. */
export interface BasePlaces {
  readonly root: string;
  readonly store: string;
  readonly files: string;
  readonly key: string;
}
