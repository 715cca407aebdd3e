/**
 * Trusted certificates of the server: an array of data blocks, one X.509 certificate each. What is
 * in a block is not looked at.
 */
import { BadSyntax } from '../../values/bad-syntax.js';
import { readValue } from '../../values/read.js';
import type { Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { changeDocument } from '../core/document-changes.js';
import { theServer } from '../directory/subjects.js';

/** Replaces the set. Throws `BadSyntax` for an element that is no data block. */
export function setTrustedCertificates(change: Change, given: readonly Value[]): void {
  changeDocument(change, theServer, 'trustedCerts', given.map(certificateOf));
}

/** A data block; two clients send it as a string with its brackets in it. */
function certificateOf(value: Value): Uint8Array {
  const block = typeof value === 'string' && value.startsWith('[') ? readValue(value) : value;
  if (block instanceof Uint8Array) return block;
  throw new BadSyntax('failed to read a datablock');
}
