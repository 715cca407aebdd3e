/**
 * The shape that three families of commands share: Get, Update and Set of one dictionary of a
 * Domain (objects, sections 3.1, 3.2 and 3.4).
 */
import type { Need } from '../../access/need.js';
import { domainAdministrator } from '../../access/need.js';
import { setDocument, updateDocument } from '../../engine/core/document-changes.js';
import { documentText, type DocumentName } from '../../engine/core/documents.js';
import { dictionary, domainName, optional } from '../arguments.js';
import { change, query, type Command } from '../define.js';
import { printedWithout, sightBy, sightOfDomain } from '../secret-visibility.js';
import { targetDomain } from '../targets.js';
import { permitted } from '../accounts/permitted-settings.js';
import { theDomain } from '../../engine/directory/subjects.js';

/** One dictionary of a Domain and the names of its commands. */
export interface DomainDictionary {
  readonly document: DocumentName;
  /** What it is, in the words of the summaries: `the default Account settings of a Domain`. */
  readonly what: string;
  /** A setting for the examples, as `key=value`. */
  readonly sample: string;
  readonly get: CommandName;
  readonly update: ChangingName;
  readonly set: ChangingName;
  /** A Domain administrator changes only the settings that are delegated; others are passed over. */
  readonly delegated: boolean;
}

interface CommandName {
  readonly name: string;
  readonly aliases?: readonly string[];
}

interface ChangingName extends CommandName {
  readonly needs: Need<'domainName'>;
}

/** The Get, Update and Set commands of a dictionary. */
export function domainDictionary(what: DomainDictionary): readonly Command[] {
  return [getCommand(what), updateCommand(what), setCommand(what)];
}

function getCommand({ document, what, sample, get, update, delegated }: DomainDictionary): Command {
  return query({
    ...get,
    usage: '[domainName]',
    summary: `Returns ${what}.`,
    arguments: { domainName: optional(domainName) },
    needs: domainAdministrator('domainName'),

    run(context, values) {
      const { id } = targetDomain(context, values.domainName);
      const sees = delegated
        ? sightOfDomain(context, values)
        : sightBy(context, update.needs, values);
      return printedWithout(documentText(context.tx, id, document) ?? '{}', sees);
    },

    example: `
      C: ${get.name}
      S: 201 {}
      C: CreateDomain client1.test
      S: 200 OK
      C: ${update.name} client1.test {${sample};}
      S: 200 OK
      C: ${get.name} client1.test
      S: 201 {${sample};}
      C: ${get.name} client2.test
      S: 512 unknown secondary domain name
    `,
  });
}

function updateCommand(family: DomainDictionary): Command {
  const { document, what, sample, get, update, delegated } = family;
  return change({
    ...update,
    usage: '[domainName] newSettings',
    summary: `Lays settings over ${what}.`,
    arguments: { domainName: optional(domainName), newSettings: dictionary },

    run(context, { domainName: name, newSettings }) {
      const domain = theDomain(targetDomain(context, name));
      const given = delegated ? permitted(context.actor, newSettings) : newSettings;
      updateDocument(context, domain, document, given);
    },

    example: `
      C: ${update.name} {${sample};Unknown={kept=yes;};}
      S: 200 OK
      # The value "default" removes a setting.
      C: ${update.name} example.test {Unknown=default;}
      S: 200 OK
      C: ${get.name}
      S: 201 {${sample};}
      C: ${update.name} client2.test {}
      S: 512 unknown secondary domain name
      C: ${update.name} example.test
      S: 500 incorrect command parameters - expected newSettings
    `,
  });
}

function setCommand({ document, what, sample, get, set }: DomainDictionary): Command {
  return change({
    ...set,
    usage: '[domainName] newSettings',
    summary: `Replaces ${what}.`,
    arguments: { domainName: optional(domainName), newSettings: dictionary },

    run: (context, { domainName: name, newSettings }) =>
      setDocument(context, theDomain(targetDomain(context, name)), document, newSettings),

    example: `
      C: ${set.name} {Old=setting;}
      S: 200 OK
      C: ${set.name} {${sample};}
      S: 200 OK
      C: ${get.name} example.test
      S: 201 {${sample};}
      C: ${set.name} client2.test {}
      S: 512 unknown secondary domain name
    `,
  });
}
