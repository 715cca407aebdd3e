/** Lawful intercept, a function that this server does not have. */
import { serverRight } from '../../access/need.js';
import { refuse } from '../../engine/core/refusal.js';
import { dictionary } from '../arguments.js';
import { query } from '../define.js';

const needs = serverRight('Master');

export const getServerIntercept = query({
  name: 'GetServerIntercept',
  needs,
  usage: '',
  summary: 'Returns the lawful intercept settings.',
  arguments: {},
  deviations: 'They are always empty, because nothing is intercepted here.',

  run: () => new Map(),

  example: `
    C: GetServerIntercept
    S: 201 {}
    C: GetServerIntercept example.test
    S: 500 incorrect command parameters*
  `,
});

export const setServerIntercept = query({
  name: 'SetServerIntercept',
  needs,
  usage: 'newSettings',
  summary: 'Replaces the lawful intercept settings.',
  arguments: { newSettings: dictionary },
  works: false,
  deviations: 'It always refuses, because an order that nobody carries out must not look accepted.',

  run: () => refuse('feature-off'),

  example: `
    C: SetServerIntercept {}
    S: 501 this function is switched off
  `,
});
