/**
 * Authorization ids: a client may name the account that it wants to act as besides the one whose
 * password it knows. Acting as another account is not offered, so both must be the same.
 */
import { foldedAddress } from '../../values/letters.js';
import type { Login } from '../authenticator.js';

/** The login, or its refusal when the client wants to act as somebody else. */
export function actingAs(wanted: string, loginName: string, login: Login): Login {
  if (!login.ok || wanted === '') return login;
  const key = foldedAddress(wanted);
  const same = key === foldedAddress(loginName) || key === foldedAddress(login.name);
  return same ? login : { ok: false, why: `may not act as ${wanted}` };
}
