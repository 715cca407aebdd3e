/** The settings as the sockets' side of the server and its sessions take them. */
import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContext } from 'node:tls';
import { ConfigurationFailure } from '../config/failure.js';
import type { Settings } from '../config/schema.js';
import type { HttpSettings } from '../http/settings.js';
import type { ServerSettings } from '../server/settings.js';
import { tlsOptions } from '../server/tls.js';
import { fileInBase } from '../base-directory/base-places.js';
import { lineOf } from '../store/failure-line.js';

/** What the listener is given; a limit has the same name in both places. */
export function serverSettingsOf({ server, auth, limits, stop }: Settings): ServerSettings {
  const { host, port, tlsPort } = server;
  return {
    host,
    port,
    tlsPort: tlsPort === 'off' ? undefined : tlsPort,
    apop: auth.apop,
    ...limits,
    closeGraceMs: stop.graceMs,
  };
}

/** What the HTTP listener is given; undefined when there is to be none. */
export function httpSettingsOf({ http, limits, stop }: Settings): HttpSettings | undefined {
  const { port } = http;
  if (port === 'off') return undefined;
  const { lineMax, nestingMax, longListMax, longLinesMax, loginFailuresPerConnection } = limits;
  const { loginSeconds, connectionsPerAddressBeforeLogin, stressedPercent } = limits;
  const closeGraceMs = stop.graceMs;
  return {
    ...http,
    port,
    lineMax,
    nestingMax,
    longListMax,
    longLinesMax,
    loginSeconds,
    connectionsPerAddressBeforeLogin,
    stressedPercent,
    loginFailuresPerConnection,
    closeGraceMs,
  };
}

/**
 * What TLS speaks with, the certificate that the settings name; undefined when they name none.
 * Throws `ConfigurationFailure` when it cannot be read or used.
 */
export function secureContextOf(settings: Settings): SecureContext | undefined {
  const certificate = readCertificate(settings);
  if (certificate === undefined) return undefined;
  try {
    return createSecureContext({ ...certificate, ...tlsOptions });
  } catch (error) {
    throw new ConfigurationFailure(
      `tls.certificate, tls.key: cannot be used together: ${lineOf(error)}`,
      { cause: error },
    );
  }
}

/** A certificate with its chain, and its key, in PEM. */
interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/**
 * Reads the certificate that the settings name; undefined when they name none. Throws
 * `ConfigurationFailure` when it is named by half or cannot be read.
 */
function readCertificate({ base, server, tls }: Settings): Certificate | undefined {
  if (tls.certificate === '' && tls.key === '') {
    if (server.tlsPort === 'off') return undefined;
    throw new ConfigurationFailure('server.tlsPort: needs tls.certificate and tls.key');
  }
  return {
    cert: pemFile(base, 'tls.certificate', tls.certificate),
    key: pemFile(base, 'tls.key', tls.key),
  };
}

function pemFile(base: string, setting: string, path: string): Buffer {
  if (path === '') throw new ConfigurationFailure(`${setting}: is needed beside its counterpart`);
  const file = fileInBase(base, path);
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ConfigurationFailure(`${setting}: ${file} cannot be read`, { cause: error });
  }
}
