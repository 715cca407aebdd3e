/**
 * The units of the Directory and its access rights (catalogue, section "Directory Administration"):
 * kept for clients. There is no Directory here, so a unit holds no records and nobody asks for the
 * rights.
 */
import type { Reader } from '../../store/store.js';
import { folded } from '../../values/letters.js';
import { isDictionary, type Dictionary, type Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { changeDocument } from '../core/document-changes.js';
import { readDocument, replaced } from '../core/documents.js';
import { refuse } from '../core/refusal.js';
import { theServer, server } from '../directory/subjects.js';

/** Keys of a unit's record; its settings are a dictionary of their own. */
const mountPointKey = 'MountPoint';
const remoteKey = 'Remote';
const settingsKey = 'Settings';

/** Names of the units by their mount points. */
export function listDirectoryUnits(tx: Reader): Dictionary {
  const units = new Map<string, Value>();
  for (const [name, unit] of unitsOf(tx)) units.set(mountPointOf(unit), name);
  return units;
}

/**
 * Makes a unit. Refuses with `illegal-name` an empty name, and with `unit-exists` when a unit has
 * the name or the mount point; mount points are compared without regard to case.
 */
export function createDirectoryUnit(
  change: Change,
  name: string,
  mountPoint: string,
  remote: boolean,
): void {
  if (name === '') refuse('illegal-name', 'illegal directory unit name');
  const units = unitsOf(change.tx);
  if (units.has(name)) refuse('unit-exists');
  requireFreeMountPoint(units, mountPoint);
  const unit = new Map<string, Value>([[mountPointKey, mountPoint]]);
  if (remote) unit.set(remoteKey, 'YES');
  keep(change, units, name, unit);
}

/** Moves a unit to another mount point. Refuses with `unknown-unit` or `unit-exists`. */
export function relocateDirectoryUnit(change: Change, name: string, mountPoint: string): void {
  const units = unitsOf(change.tx);
  const unit = unitOf(units, name);
  const others = new Map(units);
  others.delete(name);
  requireFreeMountPoint(others, mountPoint);
  keep(change, units, name, new Map(unit).set(mountPointKey, mountPoint));
}

/** Removes a unit with its settings. Refuses with `unknown-unit`. */
export function deleteDirectoryUnit(change: Change, name: string): void {
  const units = new Map(unitsOf(change.tx));
  if (!units.delete(name)) refuse('unknown-unit');
  changeDocument(change, theServer, 'directoryUnits', units);
}

/** The settings of a unit. Refuses with `unknown-unit`. */
export function directoryUnitSettings(tx: Reader, name: string): Dictionary {
  const settings = unitOf(unitsOf(tx), name).get(settingsKey);
  return isDictionary(settings) ? settings : new Map();
}

/** Replaces the settings of a unit. Refuses with `unknown-unit`. */
export function setDirectoryUnitSettings(change: Change, name: string, given: Dictionary): void {
  const units = unitsOf(change.tx);
  const unit = unitOf(units, name);
  keep(change, units, name, new Map(unit).set(settingsKey, replaced(given)));
}

/** Replaces the access right records, which are kept as they are given. */
export function setDirectoryAccessRights(change: Change, given: readonly Value[]): void {
  changeDocument(change, theServer, 'directoryAccessRights', given);
}

/** The units' records by name; there is nothing else in the document. */
function unitsOf(tx: Reader): Dictionary {
  return readDocument(tx, server, 'directoryUnits');
}

function unitOf(units: Dictionary, name: string): Dictionary {
  const unit = units.get(name);
  return isDictionary(unit) ? unit : refuse('unknown-unit');
}

function mountPointOf(unit: Value): string {
  const mountPoint = isDictionary(unit) ? unit.get(mountPointKey) : undefined;
  return typeof mountPoint === 'string' ? mountPoint : '';
}

function requireFreeMountPoint(units: Dictionary, mountPoint: string): void {
  const wanted = folded(mountPoint);
  for (const unit of units.values()) {
    if (folded(mountPointOf(unit)) === wanted) {
      refuse('unit-exists', 'mount point is taken by another directory unit');
    }
  }
}

function keep(change: Change, units: Dictionary, name: string, unit: Dictionary): void {
  changeDocument(change, theServer, 'directoryUnits', new Map(units).set(name, unit));
}
