/**
 * A naive model of Domains: plain maps of texts, no ids, every rule by looking at everything. What
 * the server answers and shows after any history must equal what this says.
 */

/** One command that changes something, in the words of the model. */
export type Step =
  | { do: 'create account' | 'delete account'; domain: string; name: string }
  | { do: 'rename account'; domain: string; name: string; toDomain: string; toName: string }
  | { do: 'set aliases'; domain: string; name: string; aliases: readonly string[] }
  | { do: 'create group' | 'set group'; domain: string; name: string; members: readonly string[] }
  | { do: 'rename group' | 'rename forwarder'; domain: string; name: string; toName: string }
  | { do: 'delete group' | 'delete forwarder'; domain: string; name: string }
  | { do: 'create forwarder'; domain: string; name: string; target: string };

/** Everything in a Domain. */
export interface NaiveDomain {
  /** Account to aliases, in the order they were given. */
  readonly accounts: Map<string, readonly string[]>;
  /** Group to members, in order. */
  readonly groups: Map<string, readonly string[]>;
  readonly forwarders: Map<string, string>;
}

/** The line that asks a server for a step. */
export function lineOf(step: Step): string {
  const at = `${step.name}@${step.domain}`;
  switch (step.do) {
    case 'create account':
      return `CreateAccount ${at}`;
    case 'delete account':
      return `DeleteAccount ${at}`;
    case 'rename account':
      return `RenameAccount ${at} into ${step.toName}@${step.toDomain}`;
    case 'set aliases':
      return `SetAccountAliases ${at} (${step.aliases.join(',')})`;
    case 'create group':
      return `CreateGroup ${at} {Members=(${step.members.join(',')});}`;
    case 'set group':
      return `SetGroup ${at} {Members=(${step.members.join(',')});}`;
    case 'rename group':
      return `RenameGroup ${at} into ${step.toName}@${step.domain}`;
    case 'delete group':
      return `DeleteGroup ${at}`;
    case 'create forwarder':
      return `CreateForwarder ${at} to ${step.target}`;
    case 'rename forwarder':
      return `RenameForwarder ${at} into ${step.toName}@${step.domain}`;
    case 'delete forwarder':
      return `DeleteForwarder ${at}`;
  }
}

/** The model. `take` performs a step and returns the code that the server must answer. */
export class NaiveServer {
  readonly domains = new Map<string, NaiveDomain>();

  constructor(names: readonly string[]) {
    for (const name of names) {
      this.domains.set(name, { accounts: new Map(), groups: new Map(), forwarders: new Map() });
    }
  }

  take(step: Step): number {
    const domain = this.#domain(step.domain);
    switch (step.do) {
      case 'create account': {
        const taken = this.#takenCode(domain, step.name);
        if (taken === undefined) domain.accounts.set(step.name, []);
        return taken ?? 200;
      }
      case 'delete account': {
        const aliases = domain.accounts.get(step.name);
        if (aliases === undefined) return 513;
        domain.accounts.delete(step.name);
        for (const name of [step.name, ...aliases]) this.#rewrite(domain, name, []);
        return 200;
      }
      case 'rename account':
        return this.#renameAccount(domain, step);
      case 'set aliases':
        return this.#setAliases(domain, step);
      case 'create group': {
        const taken = this.#takenCode(domain, step.name);
        if (taken === undefined) domain.groups.set(step.name, [...new Set(step.members)]);
        return taken ?? 200;
      }
      case 'set group':
        if (!domain.groups.has(step.name)) return 552;
        domain.groups.set(step.name, [...new Set(step.members)]);
        return 200;
      case 'create forwarder': {
        const taken = this.#takenCode(domain, step.name);
        if (taken === undefined) domain.forwarders.set(step.name, step.target);
        return taken ?? 200;
      }
      case 'rename group':
        return this.#renamePlain(domain, domain.groups, 552, step);
      case 'rename forwarder':
        return this.#renamePlain(domain, domain.forwarders, 553, step);
      case 'delete group':
        return this.#deletePlain(domain, domain.groups, 552, step.name);
      case 'delete forwarder':
        return this.#deletePlain(domain, domain.forwarders, 553, step.name);
    }
  }

  /** A copy that goes its own way. */
  clone(): NaiveServer {
    const copy = new NaiveServer([]);
    for (const [name, domain] of this.domains) {
      copy.domains.set(name, {
        accounts: new Map(domain.accounts),
        groups: new Map(domain.groups),
        forwarders: new Map(domain.forwarders),
      });
    }
    return copy;
  }

  /** Everything in a Domain as one text, for comparing. */
  show(name: string): string {
    const domain = this.#domain(name);
    return JSON.stringify({
      accounts: sorted(domain.accounts),
      groups: sorted(domain.groups),
      forwarders: sorted(domain.forwarders),
    });
  }

  #domain(name: string): NaiveDomain {
    const domain = this.domains.get(name);
    if (domain === undefined) throw new Error(`the model has no Domain ${name}`);
    return domain;
  }

  #takenCode(domain: NaiveDomain, name: string): number | undefined {
    const isAlias = [...domain.accounts.values()].some((aliases) => aliases.includes(name));
    if (domain.accounts.has(name) || isAlias) return 520;
    if (domain.groups.has(name)) return 523;
    if (domain.forwarders.has(name)) return 524;
    return undefined;
  }

  #renameAccount(domain: NaiveDomain, step: Extract<Step, { do: 'rename account' }>): number {
    const aliases = domain.accounts.get(step.name);
    if (aliases === undefined) return 513;
    const target = this.#domain(step.toDomain);
    const moves = target !== domain;
    const taken = [step.toName, ...(moves ? aliases : [])]
      .map((name) => this.#takenCode(target, name))
      .find((code) => code !== undefined);
    if (taken !== undefined) return taken;
    if (moves && aliases.includes(step.toName)) return 520;
    domain.accounts.delete(step.name);
    target.accounts.set(step.toName, aliases);
    this.#rewrite(domain, step.name, [moves ? `${step.toName}@${step.toDomain}` : step.toName]);
    // A member that is an alias follows it (ruling 24).
    for (const alias of moves ? aliases : []) {
      this.#rewrite(domain, alias, [`${alias}@${step.toDomain}`]);
    }
    return 200;
  }

  #setAliases(domain: NaiveDomain, step: Extract<Step, { do: 'set aliases' }>): number {
    const own = domain.accounts.get(step.name);
    if (own === undefined) return 513;
    for (const alias of step.aliases) {
      const taken = own.includes(alias) ? undefined : this.#takenCode(domain, alias);
      if (taken !== undefined) return taken;
    }
    domain.accounts.set(step.name, [...new Set(step.aliases)]);
    for (const alias of own) if (!step.aliases.includes(alias)) this.#rewrite(domain, alias, []);
    return 200;
  }

  #renamePlain<Content>(
    domain: NaiveDomain,
    objects: Map<string, Content>,
    unknown: number,
    { name, toName }: { name: string; toName: string },
  ): number {
    const content = objects.get(name);
    if (content === undefined) return unknown;
    const taken = this.#takenCode(domain, toName);
    if (taken !== undefined) return taken;
    objects.delete(name);
    objects.set(toName, content);
    this.#rewrite(domain, name, [toName]);
    return 200;
  }

  #deletePlain(
    domain: NaiveDomain,
    objects: Map<string, unknown>,
    unknown: number,
    name: string,
  ): number {
    if (!objects.delete(name)) return unknown;
    this.#rewrite(domain, name, []);
    return 200;
  }

  /** In every Group of the Domain, the member of this name becomes these; none is there twice. */
  #rewrite(domain: NaiveDomain, name: string, replacement: readonly string[]): void {
    for (const [group, members] of domain.groups) {
      const rewritten = members.flatMap((member) => (member === name ? replacement : [member]));
      domain.groups.set(group, [...new Set(rewritten)]);
    }
  }
}

function sorted<Content>(objects: ReadonlyMap<string, Content>): [string, Content][] {
  return [...objects].sort(([left], [right]) => (left < right ? -1 : 1));
}
