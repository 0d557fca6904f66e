// A second verifier, from docs/format.md alone, with nothing but node:crypto. Run: node verify.mjs. It reads every vector
// file beside this folder, gives its own verdict and compares it with the one written there; exits 1 if any differs.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551n;
const PRIME = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFFn;
const CURVE_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604Bn;
const EPOCH = Date.parse('2020-01-01T00:00:00Z');
const big = (bytes) => BigInt(`0x${bytes.toString('hex') || '0'}`);
const instant = (seconds) => EPOCH + seconds * 1000;
const DAYS_35 = 35 * 86_400_000, MINUTES_5 = 300_000;

// ---- section 2: codes

function times(a, b) {
  let product = 0;
  for (; b > 0; b >>= 1) {
    if (b & 1) product ^= a;
    a <<= 1;
    if (a & 32) a ^= 0b100101;
  }
  return product;
}
function readCode(text) {
  if (text.length > 64) return 'code_too_long';
  const values = [];
  for (const typed of text.split('')) {
    const point = typed.charCodeAt(0);
    const wide = (point >= 0xFF10 && point <= 0xFF19) || (point >= 0xFF21 && point <= 0xFF3A) || (point >= 0xFF41 && point <= 0xFF5A);
    let c = wide ? String.fromCharCode(point - 0xFEE0) : typed;
    if (/[ \u3000\-\u2010-\u2015\uFF0D]/.test(c)) continue;
    if (c >= 'a' && c <= 'z') c = c.toUpperCase();
    c = { O: '0', I: '1', L: '1' }[c] ?? c;
    if (!ALPHABET.includes(c)) return 'code_alphabet';
    values.push(ALPHABET.indexOf(c));
  }
  if (ALPHABET[values[0]] !== 'T') return 'code_prefix';
  if (values.length !== 18) return 'code_length';
  const at = (root) => values.slice(1).reduce((sum, value) => times(sum, root) ^ value, 0);
  return at(2) === 0 && at(4) === 0 ? '' : 'code_check';
}

// ---- section 3: signatures

function signatureFault(xy, context, body, signature) {
  const r = big(signature.subarray(0, 32)), s = big(signature.subarray(32));
  if (signature.length !== 64 || r === 0n || r >= ORDER || s === 0n || s >= ORDER) return 'range';
  if (s > (ORDER - 1n) / 2n) return 'high';
  const url = (bytes) => bytes.toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: url(xy.subarray(0, 32)), y: url(xy.subarray(32)) };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = Buffer.concat([Buffer.from(context), Buffer.from([0]), body]);
  return verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature) ? '' : 'wrong';
}
function onCurve(xy) {
  const x = big(xy.subarray(0, 32)), y = big(xy.subarray(32));
  return x < PRIME && y < PRIME && (y * y - (x * x * x - 3n * x + CURVE_B)) % PRIME === 0n;
}

// ---- sections 5 and 6: key entries, key sets, delegate lists

function readEntry(bytes) {
  const e = {
    id: bytes.readUInt32BE(0), algorithm: bytes[4], role: bytes[5], compromised: (bytes[6] & 1) === 1,
    region: bytes.readUIntBE(7, 3), digits: bytes[10], notBefore: instant(bytes.readUInt32BE(11)),
    signUntil: instant(bytes.readUInt32BE(15)), verifyUntil: instant(bytes.readUInt32BE(19)), xy: bytes.subarray(23, 87),
  };
  e.ignored = e.algorithm !== 1 || e.role < 1 || e.role > 8;
  if (e.ignored) return e;
  if (bytes[6] > 1) e.fault = 'keyset_reserved_bits';
  else if (![0, 2, 4, 6].includes(e.digits) || e.region > 999999 || e.region % 10 ** (6 - e.digits) !== 0) e.fault = 'keyset_scope';
  else if (e.notBefore > e.signUntil || e.signUntil > e.verifyUntil) e.fault = 'keyset_times';
  else if (!onCurve(e.xy)) e.fault = 'keyset_public_key';
  return e;
}
const inScope = (scope, region) => Math.floor(region / 10 ** (6 - scope.digits)) === Math.floor(scope.region / 10 ** (6 - scope.digits));
const entriesOf = (bytes) => Array.from({ length: bytes.length / 87 }, (_, i) => readEntry(bytes.subarray(i * 87, i * 87 + 87)));
const digest = (bytes) => createHash('sha256').update(bytes).digest();

function haveSigned(roots, threshold, body, signatures) {
  const signed = roots.filter((root) => signatures.some((s) =>
    s.id === digest(root).subarray(0, 8).toString('hex') && signatureFault(root, 'TV1-keyset', body, s.signature) === ''));
  return signed.length >= threshold;
}
function readKeySet(bytes, trusted, held, now) {
  if (bytes.length > 131_072) return 'keyset_too_long';
  if (bytes.length < 5) return 'keyset_length';
  const length = bytes.readUInt32BE(0);
  if (length > bytes.length - 5) return 'keyset_length';
  const body = bytes.subarray(4, 4 + length), count = bytes[4 + length], rest = bytes.subarray(5 + length);
  if (count > 32 || rest.length !== count * 72) return 'keyset_length';
  if (body.length < 35) return 'keyset_length';
  if (body[0] !== 1) return 'keyset_type';
  const threshold = body[33], rootCount = body[34], keysAt = 37 + 65 * rootCount;
  if (body.length < keysAt) return 'keyset_length';
  const keyCount = body.readUInt16BE(keysAt - 2);
  if (keyCount > 1024 || body.length !== keysAt + 87 * keyCount) return 'keyset_length';
  const rootFields = Array.from({ length: rootCount }, (_, i) => body.subarray(35 + 65 * i, 100 + 65 * i));
  const roots = rootFields.map((field) => field.subarray(1));
  const distinct = new Set(roots.map((root) => root.toString('hex'))).size === rootCount;
  if (rootCount < 1 || rootCount > 16 || threshold < 1 || threshold > rootCount || !distinct
    || rootFields.some((field) => field[0] !== 1) || !roots.every(onCurve)) return 'keyset_roots';
  if (body.subarray(1, 17).toString('hex') !== trusted.installation) return 'keyset_installation';
  const signatures = Array.from({ length: count }, (_, i) =>
    ({ id: rest.subarray(i * 72, i * 72 + 8).toString('hex'), signature: rest.subarray(i * 72 + 8, i * 72 + 72) }));
  if (!haveSigned(trusted.keys.map((k) => Buffer.from(k, 'hex')), trusted.threshold, body, signatures)) return 'keyset_threshold';
  if (!haveSigned(roots, threshold, body, signatures)) return 'keyset_new_roots';
  const issuedAt = instant(body.readUInt32BE(25)), nextUpdate = instant(body.readUInt32BE(29));
  if (issuedAt - now > MINUTES_5) return 'keyset_not_yet_valid';
  if (nextUpdate < issuedAt) return 'keyset_times';
  const seen = new Set(), entries = entriesOf(body.subarray(keysAt));
  for (const e of entries) {
    if (e.fault) return e.fault;
    if (seen.has(e.id)) return 'keyset_duplicate_key';
    seen.add(e.id);
  }
  const sequence = body.readBigUInt64BE(17);
  if (held && (sequence < held.sequence || (sequence === held.sequence && !body.equals(held.body)))) return 'keyset_sequence';
  return { installation: trusted.installation, sequence, body, nextUpdate, keys: entries.filter((e) => !e.ignored), lists: [] };
}
function readDelegates(bytes, keySet, now) {
  if (bytes.length < 103) return 'keyset_length';
  if (bytes[0] !== 2) return 'keyset_type';
  const count = bytes.readUInt16BE(37);
  if (count > 256 || bytes.length !== 103 + 87 * count) return 'keyset_length';
  if (bytes.subarray(1, 17).toString('hex') !== keySet.installation) return 'keyset_installation';
  const signer = keySet.keys.find((k) => k.id === bytes.readUInt32BE(17));
  if (!signer) return 'delegates_unknown_key';
  if (signer.role !== 8) return 'delegates_key_role';
  if (now < signer.notBefore || now > signer.verifyUntil) return 'delegates_key_not_valid';
  if (signer.compromised) return 'delegates_key_compromised';
  const body = bytes.subarray(0, -64);
  if (signatureFault(signer.xy, 'TV1-delegates', body, bytes.subarray(-64)) !== '') return 'delegates_signature';
  const issuedAt = instant(bytes.readUInt32BE(29)), nextUpdate = instant(bytes.readUInt32BE(33));
  if (issuedAt - now > MINUTES_5) return 'keyset_not_yet_valid';
  if (nextUpdate < issuedAt) return 'keyset_times';
  if (nextUpdate - issuedAt > DAYS_35) return 'delegates_too_far';
  if (now > nextUpdate) return 'delegates_stale';
  const others = keySet.lists.filter((list) => list.signer !== signer.id);
  const seen = new Set([...keySet.keys, ...others.flatMap((list) => list.keys)].map((k) => k.id));
  const entries = entriesOf(body.subarray(39));
  for (const e of entries) {
    if (e.role !== 2 && e.role !== 3) return 'delegates_role';
    if (e.fault) return e.fault;
    if (!e.ignored && (e.digits < signer.digits || !inScope(signer, e.region))) return 'delegates_region';
    if (!e.ignored && e.verifyUntil - issuedAt > DAYS_35) return 'delegates_too_far';
    if (seen.has(e.id)) return 'keyset_duplicate_key';
    seen.add(e.id);
  }
  const sequence = bytes.readBigUInt64BE(21), held = keySet.lists.find((list) => list.signer === signer.id);
  if (held && (sequence < held.sequence || (sequence === held.sequence && !body.equals(held.body)))) return 'keyset_sequence';
  return { ...keySet, lists: [...others, { signer: signer.id, sequence, body, keys: entries.filter((e) => !e.ignored) }] };
}

// ---- section 4: tokens

function readToken(text, keySet, now) {
  if (text.length > 1024) return 'token_too_long';
  text = text.replace(/(\r\n|\r|\n|\t)$/, '');
  if (!/^TV1/i.test(text)) return 'token_prefix';
  const symbols = text.slice(3);
  if (!/^[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]*$/.test(symbols) || symbols.includes('\n')) return 'token_alphabet';
  const length = Math.floor((symbols.length * 5) / 8);
  if (length === 0 || Math.ceil((length * 8) / 5) !== symbols.length) return 'token_length';
  const bits = [...symbols.toUpperCase()].map((c) => ALPHABET.indexOf(c).toString(2).padStart(5, '0')).join('');
  if (bits.slice(length * 8).includes('1')) return 'token_spare_bits';
  const t = Buffer.from(bits.slice(0, length * 8).match(/.{8}/g).map((b) => parseInt(b, 2)));
  if (t[0] !== 0x11) return 'token_type';
  if (t.length !== 102) return 'token_length';
  if (t[37] & 0b1111_1000) return 'token_reserved_bits';
  if (t[14] & 0b1_1111) return 'token_voucher_id';
  const region = t.readUIntBE(24, 3), first = t.readUInt16BE(29), last = t.readUInt16BE(31);
  if (region > 999999) return 'token_region';
  if (first > last) return 'token_days';
  if (((t[37] & 3) === 0) !== (t.readUInt32BE(33) > 0)) return 'token_value';
  const key = keySet.keys.find((k) => k.id === t.readUInt32BE(1));
  if (!key) return 'token_unknown_key';
  if (key.role !== 1) return 'token_key_role';
  if (!inScope(key, region)) return 'token_key_region';
  if (now < key.notBefore) return 'token_key_not_yet_valid';
  if (now > key.verifyUntil) return 'token_key_no_longer_valid';
  const fault = signatureFault(key.xy, 'TV1-voucher', t.subarray(0, 38), t.subarray(38));
  if (fault) return { range: 'token_signature_range', high: 'token_high_s', wrong: 'token_signature' }[fault];
  const today = Math.floor((now + 8 * 3_600_000 - EPOCH) / 86_400_000);
  if (today < first) return 'token_not_started';
  if (today > last) return 'token_expired';
  if (key.compromised) return 'token_key_compromised';
  return now > keySet.nextUpdate ? 'token_key_set_stale' : '';
}

// ---- the vectors

let agreed = 0, differed = 0;
function compare(name, verdictOf) {
  const vectors = JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));
  const base = vectors.keySet && readKeySet(Buffer.from(vectors.keySet, 'hex'), vectors.trusted, null, Date.parse(vectors.keySetAcceptedAt));
  for (const c of vectors.cases) {
    const answer = verdictOf(c, base), verdict = typeof answer === 'string' ? answer : '', expected = c.code ?? '';
    if (verdict === expected) agreed++;
    else { differed++; console.log(`${name}, ${c.name}: ${verdict || 'accepted'}, written is ${expected || 'accepted'}`); }
  }
}
const bytesOf = (text) => Buffer.from(text, 'hex');
compare('codes.json', (c) => readCode(c.text));
compare('tokens.json', (c, keySet) => readToken(c.text, keySet, Date.parse(c.now)));
compare('keysets.json', (c) => {
  const now = Date.parse(c.now);
  const held = c.held ? readKeySet(bytesOf(c.held), c.trusted, null, now) : null;
  return readKeySet(bytesOf(c.bytes), c.trusted, held, now);
});
compare('delegates.json', (c, keySet) => {
  const now = Date.parse(c.now);
  return readDelegates(bytesOf(c.bytes), c.held ? readDelegates(bytesOf(c.held), keySet, now) : keySet, now);
});
console.log(`${agreed} verdicts agree, ${differed} differ`);
process.exitCode = differed === 0 ? 0 : 1;
