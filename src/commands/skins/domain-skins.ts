/** Lists, creates, renames and deletes the Skins of a Domain. */
import { domainAdministrator } from '../../access/need.js';
import type { FileSetOwner } from '../../engine/skins/file-sets.js';
import type { DomainName } from '../../engine/core/names.js';
import { createSkin, deleteSkin, listSkins, renameSkin } from '../../engine/skins/skins.js';
import { theDomain } from '../../engine/directory/subjects.js';
import { domainName, optional, text } from '../arguments.js';
import { change, query, type QueryContext } from '../define.js';
import { targetDomain } from '../targets.js';

const section = 'Web Skins Administration';
const needs = domainAdministrator('domainName', 'CanModifySkins');

/** The Domain whose Skins a command means: the one it names, else the actor's own. */
export function skinsOwner(
  context: Pick<QueryContext, 'tx' | 'actor'>,
  values: { readonly domainName: DomainName | undefined },
): FileSetOwner {
  return theDomain(targetDomain(context, values.domainName));
}

export const listDomainSkins = query({
  name: 'ListDomainSkins',
  usage: '[domainName]',
  summary: 'Lists the names of the Skins of a Domain, your own if none is named.',
  section,
  arguments: { domainName: optional(domainName) },
  needs,
  differs: 'The names come sorted.',

  run: (context, values) => listSkins(context.tx, skinsOwner(context, values)),

  example: `
    C: CreateDomainSkin ""
    S: 200 OK
    C: CreateDomainSkin example.test SKIN MySkin
    S: 200 OK
    C: ListDomainSkins
    S: 201 ("",MySkin)
    C: ListDomainSkins none.test
    S: 512 unknown secondary domain name
  `,
});

export const createDomainSkin = change({
  name: 'CreateDomainSkin',
  usage: '[domainName SKIN] skinName',
  summary: 'Creates an empty Skin of a Domain; the unnamed one, "", comes first.',
  section,
  arguments: { domainName: optional(domainName), skinName: text },
  needs,
  differs: 'Names are told apart by letter case.',

  run: (context, values) => createSkin(context, skinsOwner(context, values), values.skinName),

  example: `
    C: CreateDomainSkin example.test SKIN MySkin
    S: 501 the unnamed skin must be created first and deleted last
    C: CreateDomainSkin example.test SKIN ""
    S: 200 OK
    C: CreateDomainSkin MySkin
    S: 200 OK
    C: CreateDomainSkin MySkin
    S: 501 skin with this name already exists
    C: CreateDomainSkin "../secret"
    S: 501 illegal file name
  `,
});

export const renameDomainSkin = change({
  name: 'RenameDomainSkin',
  usage: '[domainName SKIN] skinName INTO newSkinName',
  summary: 'Gives a named Skin of a Domain a new name.',
  section,
  arguments: { domainName: optional(domainName), skinName: text, newSkinName: text },
  needs,

  run: (context, values) =>
    renameSkin(context, skinsOwner(context, values), values.skinName, values.newSkinName),

  example: `
    C: CreateDomainSkin ""
    S: 200 OK
    C: CreateDomainSkin Old
    S: 200 OK
    C: StoreDomainSkinFile Old FILE login.wssp DATA [PGh0bWw+]
    S: 200 OK
    C: RenameDomainSkin example.test SKIN Old INTO New
    S: 200 OK
    C: ReadDomainSkinFile New FILE login.wssp
    S: 201 ([PGh0bWw+],#T*
    C: RenameDomainSkin Old INTO New
    S: 501 skin is not found
    C: RenameDomainSkin New INTO ""
    S: 501 not applicable to the unnamed skin
  `,
});

export const deleteDomainSkin = change({
  name: 'DeleteDomainSkin',
  usage: '[domainName SKIN] skinName',
  summary: 'Deletes a Skin of a Domain with its files; the unnamed one, "", goes last.',
  section,
  arguments: { domainName: optional(domainName), skinName: text },
  needs,

  run: (context, values) => deleteSkin(context, skinsOwner(context, values), values.skinName),

  example: `
    C: CreateDomainSkin ""
    S: 200 OK
    C: CreateDomainSkin MySkin
    S: 200 OK
    C: DeleteDomainSkin example.test SKIN ""
    S: 501 the unnamed skin must be created first and deleted last
    C: DeleteDomainSkin MySkin
    S: 200 OK
    C: DeleteDomainSkin ""
    S: 200 OK
    C: ListDomainSkins
    S: 201 ()
  `,
});
