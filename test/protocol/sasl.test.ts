import { expect } from 'chai';
import { createHmac } from 'node:crypto';
import type { Authenticator, Peer, Login } from '../../src/authentication/authenticator.js';
import { cramMd5 } from '../../src/authentication/sasl/cram-md5.js';
import { readFields } from '../../src/authentication/sasl/digest-fields.js';
import { digestMd5 } from '../../src/authentication/sasl/digest-md5.js';
import { login } from '../../src/authentication/sasl/login.js';
import type { Mechanism, Step } from '../../src/authentication/sasl/mechanism.js';
import { mechanisms } from '../../src/authentication/sasl/mechanisms.js';
import { plain } from '../../src/authentication/sasl/plain.js';
import { makeScramSha256, scramSha256 } from '../../src/authentication/sasl/scram-sha-256.js';

const peer: Peer = { remoteAddress: '192.0.2.7', localAddress: '192.0.2.1', secure: false };

/** Knows these clear passwords by login name; answers at once, or later. */
function knowing(passwords: Readonly<Record<string, string>>, later = false): Authenticator {
  const outcome = (name: string, proven: boolean): Login => {
    const full = name.includes('@') ? name : `${name}@example.test`;
    return proven ? { ok: true, account: 1, name: full } : { ok: false, why: 'incorrect password' };
  };
  const given = (login: Login): Login | Promise<Login> => (later ? Promise.resolve(login) : login);
  return {
    clear: (name, candidates) =>
      given(outcome(name, candidates.includes(passwords[name] ?? '\0nobody'))),
    proof(name, proves) {
      const proven = proves(passwords[name] ?? 'decoy');
      return given(outcome(name, proven && name in passwords));
    },
    webSession: () => ({ ok: false, why: 'no web session' }),
  };
}

interface Transcript {
  readonly mechanism: Mechanism;
  readonly authenticator: Authenticator;
  readonly challenge?: string;
  readonly realm?: string;
  readonly nonce?: string;
}

/** An exchange in words: what the client says (undefined: nothing yet), what the server does. */
function play({
  mechanism,
  authenticator,
  ...facts
}: Transcript): (said?: string) => Promise<string> {
  const exchange = mechanism.start({
    authenticator,
    peer,
    challenge: facts.challenge ?? '<1.1732264000@mx.example.test>',
    realm: facts.realm ?? 'example.test',
    nonce: () => facts.nonce ?? 'server-nonce',
  });
  return async (said) => {
    const step = await exchange.next(said === undefined ? undefined : Buffer.from(said, 'latin1'));
    return worded(step);
  };
}

function worded(step: Step): string {
  if (step.kind === 'malformed') return 'malformed';
  if (step.kind === 'continue') return `continue ${step.data.toString('latin1')}`;
  return step.login.ok ? `welcome ${step.login.name}` : 'no';
}

const authenticator = knowing({
  'alice@example.test': 's3cret',
  tim: 'tanstaaftanstaaf',
  'chris@elwood.innosoft.com': 'secret',
  user: 'pencil',
  bob: 'bob',
});

describe('SASL: mechanisms on offer', () => {
  it('are these, those that send the clear password last', () => {
    expect(mechanisms.map(({ name, secure }) => [name, secure])).to.deep.equal([
      ['SCRAM-SHA-256', true],
      ['DIGEST-MD5', true],
      ['CRAM-MD5', true],
      ['PLAIN', false],
      ['LOGIN', false],
    ]);
  });
});

describe('SASL PLAIN', () => {
  const cases: readonly (readonly [said: string, outcome: string])[] = [
    ['\0alice@example.test\0s3cret', 'welcome alice@example.test'],
    ['alice@example.test\0alice@example.test\0s3cret', 'welcome alice@example.test'],
    ['ALICE@example.test\0alice@example.test\0s3cret', 'welcome alice@example.test'],
    ['bob@example.test\0bob\0bob', 'welcome bob@example.test'],
    ['bob\0alice@example.test\0s3cret', 'no'],
    ['\0alice@example.test\0wrong', 'no'],
    ['\0nobody\0s3cret', 'no'],
    ['\0alice@example.test\0', 'no'],
    ['alice@example.test\0s3cret', 'malformed'],
    ['\0\0s3cret', 'malformed'],
    ['\0alice@example.test\0s3cret\0', 'malformed'],
    ['', 'malformed'],
  ];
  for (const [said, outcome] of cases) {
    it(`answers ${JSON.stringify(said)} with: ${outcome}`, async () => {
      expect(await play({ mechanism: plain, authenticator })(said)).to.equal(outcome);
    });
  }

  it('asks with an empty challenge when there is no initial response', async () => {
    const say = play({ mechanism: plain, authenticator });
    expect(await say()).to.equal('continue ');
    expect(await say('\0alice@example.test\0s3cret')).to.equal('welcome alice@example.test');
  });
});

describe('SASL LOGIN', () => {
  it('asks for name and password', async () => {
    const say = play({ mechanism: login, authenticator });
    expect(await say()).to.equal('continue Username:');
    expect(await say('alice@example.test')).to.equal('continue Password:');
    expect(await say('s3cret')).to.equal('welcome alice@example.test');
  });

  it('takes the name as initial response', async () => {
    const say = play({ mechanism: login, authenticator });
    expect(await say('alice@example.test')).to.equal('continue Password:');
    expect(await say('wrong')).to.equal('no');
  });
});

describe('SASL CRAM-MD5', () => {
  const challenge = '<1896.697170952@postoffice.reston.mci.net>';
  const digest = 'b913a602c7eda7a495b4e6e7334d3890';

  const cases: readonly (readonly [said: string, outcome: string])[] = [
    [`tim ${digest}`, 'welcome tim@example.test'],
    [`tim ${digest.toUpperCase()}`, 'welcome tim@example.test'],
    [`tim ${digest.replace('b', 'c')}`, 'no'],
    [`bob ${digest}`, 'no'],
    [`nobody ${digest}`, 'no'],
    [`tim ${digest.slice(1)}`, 'malformed'],
    [`tim${digest}`, 'malformed'],
    ['', 'malformed'],
  ];
  for (const [said, outcome] of cases) {
    it(`as in RFC 2195, answers ${JSON.stringify(said)} with: ${outcome}`, async () => {
      const say = play({ mechanism: cramMd5, authenticator, challenge });
      expect(await say()).to.equal(`continue ${challenge}`);
      expect(await say(said)).to.equal(outcome);
    });
  }

  it('makes a challenge of its own when the greeting has none', async () => {
    const say = play({ mechanism: cramMd5, authenticator, challenge: '' });
    expect(await say()).to.equal('continue <server-nonce@example.test>');
    const proof = createHmac('md5', 'bob').update('<server-nonce@example.test>').digest('hex');
    expect(await say(`bob ${proof}`)).to.equal('welcome bob@example.test');
  });

  it('does not take an answer before the challenge', async () => {
    const say = play({ mechanism: cramMd5, authenticator, challenge });
    expect(await say(`tim ${digest}`)).to.equal('malformed');
  });
});

describe('SASL DIGEST-MD5', () => {
  const nonce = 'OA6MG9tEQGm2hh';
  const facts = { mechanism: digestMd5, realm: 'elwood.innosoft.com', nonce };
  const answer =
    'charset=utf-8,username="chris",realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",' +
    'nc=00000001,cnonce="OA6MHXh6VqTrRk",digest-uri="imap/elwood.innosoft.com",' +
    'response=d388dad90d4bbd760a152321f2143af7,qop=auth';

  it('goes as in RFC 2831, and proves that the server knows the password too', async () => {
    const say = play({ ...facts, authenticator });
    expect(await say()).to.equal(
      'continue realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",qop="auth",' +
        'charset=utf-8,algorithm=md5-sess',
    );
    expect(await say(answer)).to.equal('continue rspauth=ea40f60335c427b5527b84dbabcdfffd');
    expect(await say('')).to.equal('welcome chris@elwood.innosoft.com');
  });

  it('goes the same way when the outcome comes later', async () => {
    const later = knowing({ 'chris@elwood.innosoft.com': 'secret' }, true);
    const say = play({ ...facts, authenticator: later });
    await say();
    expect(await say(answer)).to.match(/^continue rspauth=/);
    expect(await say('')).to.equal('welcome chris@elwood.innosoft.com');
  });

  const others: readonly (readonly [change: string, said: string, outcome: string])[] = [
    ['a wrong digest', answer.replace('d388', 'd389'), 'no'],
    ['a name that nobody has', answer.replace('chris', 'nobody'), 'no'],
    ['another nonce', answer.replace(nonce, 'OA6MG9tEQGm2hi'), 'malformed'],
    ['a nonce that is used again', answer.replace('00000001', '00000002'), 'malformed'],
    [
      'a quality of protection that was not offered',
      answer.replace('qop=auth', 'qop=auth-int'),
      'malformed',
    ],
    ['no digest', answer.replace(/response=[^,]*,/, ''), 'malformed'],
    ['a field given twice', `${answer},nc=00000001`, 'malformed'],
    ['no answer at all', '', 'malformed'],
  ];
  for (const [change, said, outcome] of others) {
    it(`answers ${change} with: ${outcome}`, async () => {
      const say = play({ ...facts, authenticator });
      await say();
      expect(await say(said)).to.equal(outcome);
    });
  }

  it('does not take an answer before the challenge', async () => {
    expect(await play({ ...facts, authenticator })(answer)).to.equal('malformed');
  });

  it('lets nobody act as somebody else', async () => {
    const say = play({ ...facts, authenticator });
    await say();
    expect(await say(`${answer},authzid="bob"`)).to.equal('no');
  });

  it('reads quoted and bare fields', () => {
    expect([...(readFields(' a="x, \\"y\\"", B=z ,c=""') ?? [])]).to.deep.equal([
      ['a', 'x, "y"'],
      ['b', 'z'],
      ['c', ''],
    ]);
    for (const text of ['a', '=b', 'a="b', 'a=b c=d', 'a=b,,', 'a="b"c']) {
      expect(readFields(text), text).to.be.undefined;
    }
  });
});

describe('SASL SCRAM-SHA-256', () => {
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
  const mechanism = makeScramSha256(() => salt);
  const nonce = '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
  const both = `rOprNGfwEbeRWgbNEkqO${nonce}`;
  const first = 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO';
  const proof = 'dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=';
  const final = `c=biws,r=${both},p=${proof}`;

  it('goes as in RFC 7677, and proves that the server knows the password too', async () => {
    const say = play({ mechanism, authenticator, nonce });
    expect(await say()).to.equal('continue ');
    expect(await say(first)).to.equal(`continue r=${both},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`);
    expect(await say(final)).to.equal('continue v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
    expect(await say('')).to.equal('welcome user@example.test');
  });

  it('goes the same way when the outcome comes later', async () => {
    const say = play({ mechanism, authenticator: knowing({ user: 'pencil' }, true), nonce });
    await say(first);
    expect(await say(final)).to.match(/^continue v=/);
    expect(await say('')).to.equal('welcome user@example.test');
  });

  const firsts: readonly string[] = [
    '',
    'n,,n=,r=abc',
    'n,,n=user',
    'p=tls-unique,,n=user,r=abc',
    'n,,m=ext,n=user,r=abc',
    'n,,n=us=er,r=abc',
    'n,a==2,n=user,r=abc',
    'user',
  ];
  for (const said of firsts) {
    it(`does not understand ${JSON.stringify(said)} as the first message`, async () => {
      expect(await play({ mechanism, authenticator, nonce })(said)).to.equal('malformed');
    });
  }

  const finals: readonly (readonly [change: string, said: string, outcome: string])[] = [
    ['a wrong proof', final.replace('dHzb', 'dHzc'), 'no'],
    ['another nonce', final.replace('rOprNG', 'rOprNH'), 'malformed'],
    ['another channel binding than at first', final.replace('biws', 'eSws'), 'malformed'],
    ['no proof', final.replace(/,p=.*/, ''), 'malformed'],
    ['a short proof', final.replace(proof, 'AAAA'), 'malformed'],
    ['nothing', '', 'malformed'],
  ];
  for (const [change, said, outcome] of finals) {
    it(`answers ${change} with: ${outcome}`, async () => {
      const say = play({ mechanism, authenticator, nonce });
      await say(first);
      expect(await say(said)).to.equal(outcome);
    });
  }

  it('gives every name a salt that stays, whether anybody has the name or not', async () => {
    const saltOf = async (name: string): Promise<string | undefined> => {
      const step = await play({ mechanism: scramSha256, authenticator })(`n,,n=${name},r=abc`);
      return /,s=([^,]*),/.exec(step)?.[1];
    };
    expect(await saltOf('user')).to.match(/^[A-Za-z0-9+/]{22}==$/);
    expect(await saltOf('user')).to.equal(await saltOf('USER'));
    expect(await saltOf('nobody')).to.match(/^[A-Za-z0-9+/]{22}==$/);
    expect(await saltOf('nobody')).to.equal(await saltOf('nobody'));
    expect(await saltOf('nobody')).not.to.equal(await saltOf('user'));
  });
});
