/** The SASL mechanisms that AUTH offers (protocol, section 4.3). */
import { cramMd5 } from './cram-md5.js';
import { digestMd5 } from './digest-md5.js';
import { login } from './login.js';
import type { Mechanism } from './mechanism.js';
import { plain } from './plain.js';
import { scramSha256 } from './scram-sha-256.js';

/** All of them, strongest first. */
export const mechanisms: readonly Mechanism[] = [scramSha256, digestMd5, cramMd5, plain, login];
