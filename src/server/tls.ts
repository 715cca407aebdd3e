/** Which TLS is spoken (protocol, section 4.5): nothing that is known to be weak. */
import type { SecureContextOptions } from 'node:tls';

/**
 * The suites that a client may choose from. With TLS 1.2 only those whose recorded traffic stays
 * closed when the private key leaks (ECDHE), and that encrypt and authenticate in one step (AEAD);
 * TLS 1.3 has no others.
 */
const suites = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
];

/** What every secure context is made with besides its certificate and key. */
export const tlsOptions: Readonly<SecureContextOptions> = {
  minVersion: 'TLSv1.2',
  ciphers: suites.join(':'),
};
