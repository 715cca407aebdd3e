/** The server-wide set of trusted certificates. */
import { serverRight } from '../../access/need.js';
import { documentText } from '../../engine/core/documents.js';
import { server } from '../../engine/directory/subjects.js';
import { setTrustedCertificates } from '../../engine/server/trusted-certificates.js';
import { array } from '../arguments.js';
import { change, Printed, query } from '../define.js';

const needs = serverRight('UserAccounts');

export const getServerTrustedCerts = query({
  name: 'GetServerTrustedCerts',
  needs,
  usage: '',
  summary: 'Returns the server-wide set of trusted certificates.',
  arguments: {},

  run: ({ tx }) => new Printed(documentText(tx, server, 'trustedCerts') ?? '()'),

  example: `
    C: GetServerTrustedCerts
    S: 201 ()
    C: GetServerTrustedCerts 1
    S: 500 incorrect command parameters*
  `,
});

export const setServerTrustedCerts = change({
  name: 'SetServerTrustedCerts',
  needs,
  usage: 'newCertificates',
  summary: 'Replaces the server-wide set of trusted certificates.',
  arguments: { newCertificates: array },
  deviations: 'The certificates themselves are not looked at.',

  run: (context, { newCertificates }) => setTrustedCertificates(context, newCertificates),

  example: `
    # Two clients send a data block as a string.
    C: SetServerTrustedCerts ([TUlJQw==],"[TUlJRA==]")
    S: 200 OK
    C: GetServerTrustedCerts
    S: 201 ([TUlJQw==],[TUlJRA==])
    C: SetServerTrustedCerts (certificate)
    S: 500 failed to read a datablock
  `,
});
