/**
 * The shape that families of commands share: Get, Update and Set of one dictionary of the server
 * (objects, sections 3.1, 3.3 and 3.4; catalogue, section "Server Settings").
 */
import type { Need } from '../access/need.js';
import { setDocument, updateDocument } from '../engine/core/document-changes.js';
import { documentText, type DocumentName } from '../engine/core/documents.js';
import { server, theServer } from '../engine/directory/subjects.js';
import type { Dictionary } from '../values/value.js';
import { dictionary } from './arguments.js';
import { change, Printed, query, type Command } from './define.js';

/** One dictionary of the server and the names of its commands; there may be no Update or no Set. */
export interface ServerDictionary {
  readonly needs: Need<never>;
  readonly document: DocumentName;
  /** What it is, in the words of the summaries: `the server-wide default Account settings`. */
  readonly what: string;
  /** A setting for the examples, as `key=value`. */
  readonly sample: string;
  readonly get: CommandName;
  readonly update?: CommandName;
  readonly set?: CommandName;
  /** What a given dictionary becomes before it is kept. */
  readonly stored?: (given: Dictionary) => Dictionary;
  readonly deviations?: string;
}

interface CommandName {
  readonly name: string;
  readonly aliases?: readonly string[];
}

/** The Get, Update and Set commands of a dictionary, as far as there are such. */
export function serverDictionary(family: ServerDictionary): readonly Command[] {
  const { update, set } = family;
  return [
    getCommand(family),
    ...(update ? [updateCommand(family, update)] : []),
    ...(set ? [setCommand(family, set)] : []),
  ];
}

function getCommand(family: ServerDictionary): Command {
  const { document, what, sample, get, update, set } = family;
  const write = update ?? set ?? get;
  return query({
    ...get,
    ...common(family),
    usage: '',
    summary: `Returns ${what}.`,
    arguments: {},

    run: ({ tx }) => new Printed(documentText(tx, server, document) ?? '{}'),

    example: `
      C: ${get.name}
      S: 201 {}
      C: ${write.name} {${sample};}
      S: 200 OK
      C: ${get.name}
      S: 201 {${sample};}
      C: ${get.name} example.test
      S: 500 incorrect command parameters*
    `,
  });
}

function updateCommand(family: ServerDictionary, update: CommandName): Command {
  const { document, what, sample, get, stored = unchanged } = family;
  return change({
    ...update,
    ...common(family),
    usage: 'newSettings',
    summary: `Lays settings over ${what}.`,
    arguments: { newSettings: dictionary },

    run: (context, { newSettings }) =>
      updateDocument(context, theServer, document, stored(newSettings)),

    example: `
      C: ${update.name} {${sample};Unknown=kept;}
      S: 200 OK
      # The value "default" removes a setting.
      C: ${update.name} {Unknown=default;}
      S: 200 OK
      C: ${get.name}
      S: 201 {${sample};}
      C: ${update.name} (${sample.split('=')[0]})
      S: 500 failed to read a dictionary
    `,
  });
}

function setCommand(family: ServerDictionary, set: CommandName): Command {
  const { document, what, sample, get, stored = unchanged } = family;
  return change({
    ...set,
    ...common(family),
    usage: 'newSettings',
    summary: `Replaces ${what}.`,
    arguments: { newSettings: dictionary },

    run: (context, { newSettings }) =>
      setDocument(context, theServer, document, stored(newSettings)),

    example: `
      C: ${set.name} {Old=setting;}
      S: 200 OK
      C: ${set.name} {${sample};}
      S: 200 OK
      C: ${get.name}
      S: 201 {${sample};}
      C: ${set.name}
      S: 500 incorrect command parameters - expected newSettings
    `,
  });
}

function common({ needs, deviations }: ServerDictionary) {
  return { needs, ...(deviations === undefined ? {} : { deviations }) };
}

const unchanged = (given: Dictionary): Dictionary => given;
