/** Codes, words and bytes (protocol, sections 5 and 6). */
import { expect } from 'chai';
import { isUtf8 } from 'node:buffer';
import { Refusal, type Reason } from '../../src/engine/core/refusal.js';
import { ownAnswers } from '../../scripts/codes-page.js';
import { bytesOfReply, refusalReply, syntaxReply } from '../../src/protocol/replies.js';
import { refusals } from '../../src/protocol/reasons.js';
import type { Reply } from '../../src/protocol/reply.js';
import { bytesOf } from '../../src/values/text.js';

describe('Replies', () => {
  for (const [reply, normal, inline] of [
    [{ kind: 'ok' }, '200 OK\r\n', '200 OK\r\n'],
    [
      { kind: 'ok', text: 'Password updated' },
      '200 Password updated\r\n',
      '200 Password updated\r\n',
    ],
    [{ kind: 'data', text: '()' }, '200 data follow\r\n()\r\n', '201 ()\r\n'],
    [{ kind: 'data', text: '""' }, '200 data follow\r\n""\r\n', '201 ""\r\n'],
    [refusals['unknown-account'], '513 unknown user account\r\n', '513 unknown user account\r\n'],
  ] as readonly (readonly [Reply, string, string])[]) {
    it(`of ${JSON.stringify(reply)} have these bytes in both modes`, () => {
      expect(bytesOfReply(reply, false)).to.equal(normal);
      expect(bytesOfReply(reply, true)).to.equal(inline);
    });
  }

  for (const [reason, code, httpStatus, text] of [
    ['unknown-domain', 512, 404, 'unknown secondary domain name'],
    ['unknown-account', 513, 404, 'unknown user account'],
    ['wrong-login', 515, 400, 'incorrect password or account name'],
    ['domain-exists', 500, 400, 'domain with this name already exists'],
    ['account-exists', 520, 409, 'account with this name already exists'],
    ['group-exists', 523, 409, 'group with this name already exists'],
    ['forwarder-exists', 524, 409, 'forwarder with this name already exists'],
    ['mailbox-exists', 532, 409, 'mailbox with this name already exists'],
    ['unknown-mailbox', 531, 404, 'mailbox is not found'],
    ['unknown-group', 552, 404, 'group is not found'],
    ['unknown-forwarder', 553, 404, 'forwarder is not found'],
    ['illegal-name', 501, 400, 'illegal object name'],
    ['no-right', 510, 403, 'insufficient access rights'],
    ['password-change-refused', 516, 400, 'password modification is not allowed'],
    ['password-too-simple', 517, 400, 'password is too simple'],
    ['not-a-cluster', 500, 400, 'this is not a cluster member'],
  ] as readonly (readonly [Reason, number, number, string])[]) {
    it(`say ${code} ${text}, to the letter that clients compare, and ${httpStatus} over HTTP`, () => {
      expect(refusalReply(new Refusal(reason))).to.deep.equal({
        kind: 'error',
        code,
        httpStatus,
        text,
      });
    });
  }

  it('keep code and status when a refusal brings its own words', () => {
    expect(refusalReply(new Refusal('illegal-name', 'illegal domain name'))).to.deep.equal({
      kind: 'error',
      code: 501,
      httpStatus: 400,
      text: 'illegal domain name',
    });
  });

  it('never carry a line end or a zero byte out of a message', () => {
    for (const message of ['a\r\n200 OK', '\0', '', '\x1b[2J', 'x'.repeat(100_000)]) {
      const bytes = bytesOfReply(syntaxReply(message), true);
      expect(bytes).to.match(/^500 [^\0-\x1f\x7f]{1,512}\r\n$/);
    }
  });

  it('are cut between letters', () => {
    for (const beginning of ['', 'a', 'ab', 'abc']) {
      const bytes = bytesOfReply(syntaxReply(bytesOf(beginning + '😀'.repeat(500))), true);
      expect(bytes).to.have.lengthOf.within(500, 518);
      expect(isUtf8(Buffer.from(bytes, 'latin1'))).to.equal(true);
    }
  });

  it('have phrases that a client may run through its data grammar', () => {
    for (const reply of [...Object.values(refusals), ...ownAnswers()]) {
      expect(reply.text).to.match(/^[A-Za-z -]+$/);
      expect(reply.code).to.be.within(500, 599);
    }
  });

  it('have one status for each code that names what is wrong', () => {
    const statuses = new Map<number, number>();
    for (const { code, httpStatus } of Object.values(refusals)) {
      if (code === 500 || code === 501) continue;
      expect(httpStatus, String(code)).to.equal(statuses.get(code) ?? httpStatus);
      statuses.set(code, httpStatus);
    }
  });
});
