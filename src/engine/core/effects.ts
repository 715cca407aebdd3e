/**
 * What changes tell the journal: one effect for each thing that changed, with the ids that lead to
 * it. The fields of each kind of things are closed unions, so that who follows the journal can be
 * held to deal with all of them.
 */
import type { DomainId, Id, ObjectKind, ServerId } from '../../tables/tables.js';
import type { AccountDocument, DocumentName } from './documents.js';

/** What a journal entry speaks of. */
export type JournalKind = Exclude<ObjectKind, 'alias'> | 'domain' | 'server';

/** What of a named object can change. */
type NamedField = 'created' | 'deleted' | 'name' | 'settings';

/** What can change of the things of each kind. */
interface Fields {
  readonly server: DocumentName | 'skins' | 'pbx' | 'blocked addresses' | 'statistics element';
  readonly domain:
    NamedField | DocumentName | 'storage' | 'aliases' | 'suspended' | 'imported' | 'skins' | 'pbx';
  readonly account:
    | NamedField
    | AccountDocument
    | 'place'
    | 'type'
    | 'aliases'
    | 'telnums'
    | 'rights'
    | 'files'
    | 'mailbox'
    | 'dataset'
    | 'password read'
    | 'webSession'
    | 'session';
  readonly group: NamedField | 'members';
  readonly forwarder: NamedField;
  readonly list: NamedField | 'subscriber';
  readonly task: NamedField;
}

/** What can change of a thing; `repaired` is what `cligate check` did to it. */
export type FieldOf<Kind extends JournalKind> = Fields[Kind] | 'repaired';

/** The thing that an effect is about. */
export interface Subject<Kind extends JournalKind = JournalKind> {
  readonly kind: Kind;
  readonly id: Id;
  /** The Domain that it is in, or that it is; 0 for the server, and in records of older versions. */
  readonly domain: DomainId | ServerId;
  /** The object's full name after the change (before it, for `deleted`). */
  readonly name: string;
}

/** What an effect says of its subject. */
interface Difference {
  /** Which one, of many of a kind: the path of a Mailbox, the name of a set, of a file. */
  readonly part?: string | undefined;
  /** The Domain that an object left, when it moved to another one. */
  readonly left?: DomainId | undefined;
  /**
   * Texts of the data language with secrets masked; undefined means there was or is none.
   */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** One thing that changed. */
export type EffectOf<Kind extends JournalKind> = Subject<Kind> &
  Difference & { readonly field: FieldOf<Kind> };

/** One thing that changed, of whatever kind. */
export type Effect = { [Kind in JournalKind]: EffectOf<Kind> }[JournalKind];

/** The effect on a subject. */
export function effectOn<Kind extends JournalKind>(
  subject: Subject<Kind>,
  field: FieldOf<Kind>,
  difference: Difference,
): Effect {
  return { ...subject, field, ...difference } as Effect;
}

/** A field with its part in one text, as the journal keeps it and `cligate log` prints it. */
export function fieldText({ field, part }: Pick<Effect, 'field' | 'part'>): string {
  if (part === undefined) return field;
  return field === 'skins' || field === 'pbx' ? `${field}/${part}` : `${field} ${part}`;
}

const withPart = /^(?:(mailbox|dataset|statistics element) |(skins|pbx)\/)([^]*)$/;

/** The field and the part of a text that `fieldText` made. */
export function fieldOf(text: string): { readonly field: string; readonly part?: string } {
  const [, spaced, slashed, part] = withPart.exec(text) ?? [];
  const field = spaced ?? slashed;
  return field === undefined || part === undefined ? { field: text } : { field, part };
}
