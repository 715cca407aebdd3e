/** Who sees the secrets in what a command tells: whoever may set them, and nobody else. */
import { isAllowed } from '../access/allows.js';
import { domainAdministrator, type Need } from '../access/need.js';
import { mayModify } from '../access/settings.js';
import { dictionaryOf } from '../engine/core/documents.js';
import type { DomainName } from '../engine/core/names.js';
import { mayHoldSecret, withoutSecrets, type SecretVisibility } from '../engine/core/secrets.js';
import { print } from '../values/print.js';
import type { AccountReference } from './arguments.js';
import { Printed, type QueryContext } from './define.js';

type Situation = Pick<QueryContext, 'tx' | 'actor'>;

interface OfAccount {
  readonly accountName: AccountReference;
}

interface OfDomain {
  readonly domainName: DomainName | undefined;
}

/** The secrets among the settings of an Account that the actor may set. */
export function sightOfAccount(situation: Situation, { accountName }: OfAccount): SecretVisibility {
  return sightIn(situation, domainAdministrator('accountName'), { accountName });
}

/** The secrets among the settings of a Domain, or its defaults, that the actor may set. */
export function sightOfDomain(situation: Situation, { domainName }: OfDomain): SecretVisibility {
  return sightIn(situation, domainAdministrator('domainName'), { domainName });
}

/** All secrets or none: those who may set one may set all. `need` is what setting them needs. */
export function sightBy(
  { tx, actor }: Situation,
  need: Need,
  values: Readonly<Record<string, unknown>>,
): SecretVisibility {
  const maySet = once(() => isAllowed(tx, actor, need, values, false));
  return () => maySet();
}

/** A stored dictionary without the secrets that the actor may not see. */
export function printedWithout(text: string, sees: SecretVisibility): Printed {
  if (!mayHoldSecret(text)) return new Printed(text);
  return new Printed(print(withoutSecrets(dictionaryOf(text), sees)));
}

function sightIn(
  { tx, actor }: Situation,
  need: Need,
  values: Record<string, unknown>,
): SecretVisibility {
  const reaches = once(() => isAllowed(tx, actor, need, values, false));
  return (key) => mayModify(actor, key) && reaches();
}

function once(find: () => boolean): () => boolean {
  let found: boolean | undefined;
  return () => (found ??= find());
}
