/** Kinds of logins that fail: a name for each, and the Accounts that they need. */
import type { MeasuredServer } from '../stalls/measured-server.js';

/** Names whose login fails; the first one is an Account as most are. */
export const failureKinds: readonly string[] = [
  'usual',
  'phones',
  'served',
  'reset',
  'nobody',
  'nobody@elsewhere.example',
  'nobody@growing.example',
  'x'.repeat(2000),
];

/** Accounts with a slow form. */
export const slowKinds: readonly string[] = ['strong'];

/** Makes them. */
export async function prepareKinds(server: MeasuredServer, slowToo: boolean): Promise<void> {
  const administrator = await server.postmaster();
  const lines = [
    'CreateAccount usual {Password="a-password";}',
    'CreateAccount phones {Password="a-password";}',
    ...[1, 2, 3, 4].map(
      (tag) => `SetAccountPassword phones TAG tag${tag} PASSWORD "p-${tag}-password"`,
    ),
    'CreateAccount served {Password="a-password";AccessModes=(Mail);}',
    'CreateAccount reset',
    'CreateDomain growing.example',
    'UpdateDomainSettings growing.example {AccessToUnknown="Rerouted to";AccessRerouteAddress="******@growing.example";}',
    ...(slowToo ? ['CreateAccount strong {PasswordEncryption=scrypt;Password="a-password";}'] : []),
  ];
  for (const line of lines) await administrator.must(line);
  administrator.close();
}
