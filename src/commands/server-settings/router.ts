/** The Router: its table, and where it leads an address. */
import { serverRight } from '../../access/need.js';
import { route as routed } from '../../engine/router/router.js';
import {
  makeRouterReady,
  routerTableText,
  setRouterTable as set,
} from '../../engine/router/router-table.js';
import { oneOf, optional, text } from '../arguments.js';
import { change, Printed, query } from '../define.js';

const needs = serverRight('Settings');

export const getRouterTable = query({
  name: 'GetRouterTable',
  needs,
  usage: '',
  summary: 'Returns the Router table as the text that was set.',
  arguments: {},

  run: ({ tx }) => new Printed(routerTableText(tx)),

  example: `
    C: GetRouterTable
    S: 201 ""
    C: SetRouterTable "; our friends\\eold.test = example.test\\e"
    S: 200 OK
    C: GetRouterTable
    S: 201 "; our friends\\eold.test = example.test\\e"
    C: GetRouterTable all
    S: 500 incorrect command parameters*
  `,
});

export const setRouterTable = change({
  name: 'SetRouterTable',
  needs,
  usage: 'newTable',
  summary: 'Replaces the Router table, a text with one record a line.',
  arguments: { newTable: text },
  deviations: 'Records that are not understood are kept and passed over.',

  prepare: (_context, { newTable }) => makeRouterReady(newTable),

  run: (context, { newTable }) => set(context, newTable),

  example: `
    C: SetRouterTable "<boss> = postmaster\\eMail:<*@old.test> = *@example.test\\eodd line"
    S: 200 OK
    C: GetRouterTable
    S: 201 "<boss> = postmaster\\eMail:<*@old.test> = *@example.test\\eodd line"
    C: Route boss
    S: 201 (LOCAL,postmaster@example.test,"")
    C: Route boss@old.test mail
    S: 201 (LOCAL,postmaster@example.test,"")
    C: Route boss@old.test access
    S: 512 unknown secondary domain name
    C: SetRouterTable ()
    S: 500 failed to read a string
  `,
});

const routingMode = oneOf('MAIL, ACCESS or SIGNAL', ['mail', 'access', 'signal'] as const);

export const route = query({
  name: 'Route',
  usage: 'address [mode]',
  summary:
    'Returns where the Router leads an address for MAIL, SIGNAL or (if none is named) ACCESS.',
  arguments: { address: text, mode: optional(routingMode) },
  needs: serverRight(['Settings', 'UserAccounts']),
  deviations:
    'The words for destinations other than LOCAL, SMTP and NULL are not known for certain.',

  run: ({ tx }, { address, mode = 'access' }) => routed(tx, address, mode),

  example: `
    C: CreateForwarder info TO postmaster
    S: 200 OK
    C: Route info
    S: 201 (LOCAL,postmaster@example.test,"")
    C: Route sales+eu@elsewhere.test mail
    S: 201 (SMTP,elsewhere.test,"sales+eu@elsewhere.test")
    C: Route sales@elsewhere.test fax
    S: 500 incorrect command parameters - expected mode
    C: Route null
    S: 201 (SYSTEM,NULL,"")
    C: Route nobody
    S: 513 unknown user account
    C: Route sales@elsewhere.test
    S: 512 unknown secondary domain name
  `,
});
