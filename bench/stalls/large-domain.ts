/** A Domain of many Accounts, for cases that list it. */
import type { MeasuredServer } from './measured-server.js';

/** Creates a Domain of so many Accounts. */
export async function fillDomain(
  server: MeasuredServer,
  domain: string,
  count: number,
): Promise<void> {
  const administrator = await server.postmaster();
  await administrator.must(`CreateDomain ${domain}`);
  await administrator.mustAll(count, (index) => `CreateAccount m${index}@${domain}`);
  administrator.close();
}
