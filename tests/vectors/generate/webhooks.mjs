// Writes ../webhooks.json from the Standard Webhooks specification, with nothing but node:crypto. Run: node webhooks.mjs.
// Every verdict below is written by hand; nothing here verifies anything.
import { createHash, createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const secretBytes = (name, length = 32) => createHash('sha512').update(`training-voucher test webhook secret: ${name}`).digest().subarray(0, length);
const secret = (name, length) => `whsec_${secretBytes(name, length).toString('base64')}`;
const sign = (id, timestamp, body, by) => createHmac('sha256', by).update(Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])).digest();
const v1 = (hash) => `v1,${hash.toString('base64')}`;

const AT = 1788220800; // 2026-09-01T00:00:00Z
const NOW = '2026-09-01T00:00:00Z';
const ID = 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W';
const BODY = Buffer.from('{"type":"voucher.redeemed","timestamp":"2026-08-31T23:59:58Z","data":{"code":"T04HMA-SW9NF6-YZZPQG"}}');
const EXAMPLE = Buffer.from('example signature of another version, 64 bytes long, of no use.!');

const cases = [];
function put(name, verdict, rest, changes = {}) {
  const c = { id: ID, timestamp: `${AT}`, now: NOW, body: BODY, secrets: [secret('current')], by: secretBytes('current'), ...changes };
  const hash = sign(c.signedId ?? c.id, c.signedTimestamp ?? c.timestamp, c.signedBody ?? c.body, c.by);
  const signature = c.signature ? c.signature(v1(hash), hash, c) : v1(hash);
  const headers = { 'webhook-id': c.id, 'webhook-timestamp': c.timestamp, 'webhook-signature': signature };
  for (const missing of c.without ?? []) delete headers[missing];
  cases.push({ name, verdict, ...rest, now: c.now, secrets: c.secrets, headers, ...(c.repeat ? { bodyOf: c.repeat } : { body: c.body.toString('base64') }) });
}
const good = (name, changes) => put(name, 'accepted', {}, changes);
const bad = (code, name, differs, changes, from = 'base') => put(name, 'refused', { code, from, differs }, changes);
const spaces = (count) => ({ repeat: { byte: 32, count }, body: Buffer.alloc(count, 32) });

good('base');
good('empty body', { body: Buffer.alloc(0) });
good('body that is no text', { body: Buffer.from([0xFF, 0x00, 0xFE, 0x0D, 0x0A]) });
good('largest body', spaces(256 * 1024));
good('longest id', { id: 'm'.repeat(128) });
good('id of every other sign', { id: '!"#$%&\'()*+,-/:;<=>?@[\\]^_`{|}~' });
good('five minutes old', { now: '2026-09-01T00:05:00Z' });
good('five minutes ahead', { now: '2026-08-31T23:55:00Z' });
good('signature of another version before it', { signature: (right) => `v1a,${EXAMPLE.toString('base64')} ${right}` });
good('signature of a secret that no longer counts before it', { signature: (right, _, c) => `${v1(sign(c.id, c.timestamp, c.body, secretBytes('old')))} ${right}` });
good('signature of no form before it', { signature: (right) => `v1,! v1 , ${right}` });
good('the old secret during a rotation', { secrets: [secret('current'), secret('old')], by: secretBytes('old') });
good('shortest secret', { secrets: [secret('short', 24)], by: secretBytes('short', 24) });
good('longest secret', { secrets: [secret('long', 64)], by: secretBytes('long', 64) });
// Published with the reference implementations of the specification, signature and all.
const PUBLISHED = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: '1614265330', now: '2021-02-25T15:02:10Z', body: Buffer.from('{"test": 2432232314}'),
  secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], signature: () => 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
good('published example', PUBLISHED);
good('longest list of signatures', { signature: (right) => `${right} ${'x'.repeat(2048 - 48)}` });

bad('webhook_too_large', 'body a byte too large', 'the body has one byte more', spaces(256 * 1024 + 1), 'largest body');
bad('webhook_header_missing', 'no id', 'webhook-id is missing', { without: ['webhook-id'] });
bad('webhook_header_missing', 'no time', 'webhook-timestamp is missing', { without: ['webhook-timestamp'] });
bad('webhook_header_missing', 'no signature', 'webhook-signature is missing', { without: ['webhook-signature'] });
bad('webhook_header_missing', 'empty signature', 'webhook-signature is empty', { signature: () => '' });
bad('webhook_id', 'id a sign too long', 'the id has one character more', { id: 'm'.repeat(129) }, 'longest id');
bad('webhook_id', 'id with a full stop', 'the id has a full stop in it', { id: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W.1' });
bad('webhook_id', 'id with a space', 'the id has a space at its end', { id: `${ID} ` });
bad('webhook_id', 'id of another alphabet', 'the id has a letter that is not ASCII', { id: `${ID}é` });
bad('webhook_timestamp', 'time with a fraction', 'the time has a fraction', { timestamp: `${AT}.0` });
bad('webhook_timestamp', 'time with a plus', 'the time has a sign', { timestamp: `+${AT}` });
bad('webhook_timestamp', 'time with a zero before it', 'the time begins with a zero', { timestamp: `0${AT}` });
bad('webhook_timestamp', 'time with a space', 'the time has a space before it', { timestamp: ` ${AT}` });
bad('webhook_timestamp', 'time in words', 'the time is an ISO date', { timestamp: '2026-09-01T00:00:00Z' });
bad('webhook_timestamp', 'time in wide digits', 'the digits are full-width', { timestamp: [...`${AT}`].map((d) => String.fromCharCode(0xFF10 + Number(d))).join('') });
bad('webhook_timestamp', 'time of thirteen digits', 'the time is in milliseconds', { timestamp: `${AT}000` });
bad('webhook_too_old', 'a second too old', 'now is one second later', { now: '2026-09-01T00:05:01Z' }, 'five minutes old');
bad('webhook_too_old', 'time is zero', 'the time is 0', { timestamp: '0' });
bad('webhook_too_new', 'a second too new', 'now is one second earlier', { now: '2026-08-31T23:54:59Z' }, 'five minutes ahead');
bad('webhook_too_new', 'time after all dates', 'the time is twelve nines', { timestamp: '9'.repeat(12) });
bad('webhook_signature_form', 'list a character too long', 'the list has one character more', { signature: (right) => `${right} ${'x'.repeat(2048 - 47)}` }, 'longest list of signatures');
bad('webhook_signature_form', 'other version alone', 'the version is v1a', { signature: (right) => right.replace('v1,', 'v1a,') });
bad('webhook_signature_form', 'version in upper case', 'the version is V1', { signature: (right) => right.replace('v1,', 'V1,') });
bad('webhook_signature_form', 'no version', 'the version is missing', { signature: (right) => right.slice(3) });
bad('webhook_signature_form', 'a byte short', 'the signature has 31 bytes', { signature: (_, hash) => v1(hash.subarray(0, 31)) });
bad('webhook_signature_form', 'a byte long', 'the signature has 33 bytes', { signature: (_, hash) => v1(Buffer.concat([hash, Buffer.alloc(1)])) });
bad('webhook_signature_form', 'no padding', 'the padding of the base64 is missing', { signature: (right) => right.replace('=', '') });
bad('webhook_signature_form', 'hexadecimal', 'the signature is in hexadecimal', { signature: (_, hash) => `v1,${hash.toString('hex')}` });
bad('webhook_signature_form', 'commas between signatures', 'a comma stands in place of the space', { signature: (right, _, c) => `${v1(sign(c.id, c.timestamp, c.body, secretBytes('old')))},${right}` },
  'signature of a secret that no longer counts before it');
bad('webhook_signature', 'altered body', 'one byte of the body was changed after signing', { signedBody: BODY, body: Buffer.from(BODY.toString().replace('PQG', 'PQH')) });
bad('webhook_signature', 'body with a newline', 'a newline was added to the body after signing', { signedBody: BODY, body: Buffer.concat([BODY, Buffer.from('\n')]) });
bad('webhook_signature', 'altered id', 'the id was changed after signing', { signedId: ID, id: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4X' });
bad('webhook_signature', 'altered time', 'the time was moved by a second after signing', { signedTimestamp: `${AT}`, timestamp: `${AT + 1}` });
bad('webhook_signature', 'another secret', 'another secret signed', { by: secretBytes('other') });
bad('webhook_signature', 'the old secret after a rotation', 'the old secret signed and no longer counts', { by: secretBytes('old') }, 'the old secret during a rotation');
bad('webhook_signature', 'secret as text', 'the text of the secret signed, not its bytes', { by: Buffer.from(secret('current')) });
bad('webhook_signature', 'last bit of the signature', 'the last bit of the signature is another', { signature: (_, hash) => { const other = Buffer.from(hash); other[31] ^= 1; return v1(other); } });
bad('webhook_signature', 'first bit of the signature', 'the first bit of the signature is another', { signature: (_, hash) => { const other = Buffer.from(hash); other[0] ^= 128; return v1(other); } });

const about = 'Webhooks as a receiver gets them. "bodyOf" is a body of one byte, repeated.';
const made = 'Written by generate/webhooks.mjs from the Standard Webhooks specification. Verdicts are written by hand. "differs" names the one respect in which a refused case differs from an accepted one ("from"). Test secrets only: SHA-512 of "training-voucher test webhook secret: <name>".';
writeFileSync(new URL('../webhooks.json', import.meta.url), `${JSON.stringify({ about, made, cases }, null, 2)}\n`);
console.log(`webhooks.json: ${cases.filter((c) => c.verdict === 'accepted').length} accepted, ${cases.filter((c) => c.verdict === 'refused').length} refused`);
