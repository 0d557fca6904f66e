// Writes ../codes.json, ../tokens.json, ../keysets.json and ../delegates.json from docs/format.md, with nothing but
// node:crypto. Run: node generate.mjs. Keys are fixed, so a second run changes signatures only.
// Every verdict below is written by hand; nothing here verifies anything.
import { createECDH, createHash, createPrivateKey, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551n;
const INSTALLATION = '6f1d2c3b4a5948678796a5b4c3d2e1f0';
const OTHER_INSTALLATION = '6f1d2c3b4a5948678796a5b4c3d2e1f1';
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const uint = (value, length) => Buffer.from(BigInt(value).toString(16).padStart(length * 2, '0'), 'hex');
const second = (iso) => Math.floor((Date.parse(iso) - Date.parse('2020-01-01T00:00:00Z')) / 1000);
const day = (date) => (Date.parse(`${date}T00:00:00Z`) - Date.parse('2020-01-01T00:00:00Z')) / 86_400_000;
const flip = (bytes, at, mask = 1) => { const copy = Buffer.from(bytes); copy[at] ^= mask; return copy; };

// ---- keys and signatures

const keyNames = new Map();
function key(name) {
  if (!keyNames.has(name)) {
    const d = sha256(`training-voucher test key: ${name}`);
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(d);
    const xy = ecdh.getPublicKey().subarray(1);
    const url = (bytes) => Buffer.from(bytes).toString('base64url');
    const jwk = { kty: 'EC', crv: 'P-256', d: url(d), x: url(xy.subarray(0, 32)), y: url(xy.subarray(32)) };
    keyNames.set(name, { name, d, xy, private: createPrivateKey({ key: jwk, format: 'jwk' }) });
  }
  return keyNames.get(name);
}
const signedBytes = (context, body) => Buffer.concat([Buffer.from(context, 'ascii'), Buffer.from([0]), body]);
const otherS = (signature) =>
  Buffer.concat([signature.subarray(0, 32), uint(ORDER - BigInt(`0x${hex(signature.subarray(32))}`), 32)]);
const isLow = (signature) => BigInt(`0x${hex(signature.subarray(32))}`) <= (ORDER - 1n) / 2n;
function signRaw(name, bytes) {
  const signature = sign('sha256', bytes, { key: key(name).private, dsaEncoding: 'ieee-p1363' });
  return isLow(signature) ? signature : otherS(signature);
}
const der = (name, bytes) => sign('sha256', bytes, { key: key(name).private, dsaEncoding: 'der' });
const rootId = (name) => sha256(key(name).xy).subarray(0, 8);
const OFF_CURVE = flip(key('voucher').xy, 63);
// The point of least positive X, and the same point with the field prime added to X, which still fits into 32 bytes.
const PRIME = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFFn;
const CURVE_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604Bn;
function power(base, exponent) {
  let result = 1n;
  for (; exponent > 0n; exponent >>= 1n, base = (base * base) % PRIME) if (exponent & 1n) result = (result * base) % PRIME;
  return result;
}
function smallPoint(added) {
  for (let x = 1n; ; x++) {
    const square = (x * x * x - 3n * x + CURVE_B) % PRIME, y = power(square, (PRIME + 1n) / 4n);
    if ((y * y) % PRIME === square) return Buffer.concat([uint(x + added, 32), uint(y, 32)]);
  }
}

// ---- base32 and codes

function base32(bytes) {
  const bits = [...bytes].map((b) => b.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((group) => ALPHABET[parseInt(group.padEnd(5, '0'), 2)]).join('');
}
function times(a, b) {
  let product = 0;
  for (let i = 0; i < 5; i++) if (b & (1 << i)) product ^= a << i;
  for (let i = 9; i >= 5; i--) if (product & (1 << i)) product ^= 0b100101 << (i - 5);
  return product;
}
function code(idHex) {
  const data = base32(Buffer.from(idHex, 'hex')).slice(0, 15);
  let r1 = 0, r0 = 0;
  for (const character of data) {
    const f = ALPHABET.indexOf(character) ^ r1;
    r1 = r0 ^ times(6, f);
    r0 = times(8, f);
  }
  return `T${data}${ALPHABET[r1]}${ALPHABET[r0]}`;
}
const shown = (text) => text.match(/.{6}/g).join('-');

// ---- files

function file(name, about, extra, cases) {
  const names = cases.map((c) => c.name);
  if (new Set(names).size !== names.length) throw new Error(`A name occurs twice in ${name}.`);
  const made = 'Written by generate/generate.mjs from docs/format.md. Verdicts are written by hand. "differs" names the one'
    + ' respect in which a refused case differs from an accepted one ("from"). Test keys only: SHA-256 of "training-voucher test key: <name>".';
  writeFileSync(new URL(`../${name}`, import.meta.url), `${JSON.stringify({ about, made, ...extra, cases }, null, 2)}\n`);
  const count = (verdict) => cases.filter((c) => c.verdict === verdict).length;
  console.log(`${name}: ${count('accepted')} accepted, ${count('refused')} refused`);
}
const cases = () => {
  const list = [];
  return {
    list,
    accept: (name, data) => list.push({ name, verdict: 'accepted', ...data }),
    refuse: (code, name, differs, data) => list.push({ name, differs, from: 'base', verdict: 'refused', code, ...data }),
  };
};
const swap = (text, a, b) => {
  const characters = [...text];
  [characters[a], characters[b]] = [characters[b], characters[a]];
  return characters.join('');
};

// ---- codes.json

function codes() {
  const id = '0123456789abcdeffec0';
  const plain = code(id), base = shown(plain);
  const wide = (text) => [...text].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xFEE0)).join('');
  const { list, accept, refuse } = cases();
  const good = (name, text, ofId = id) => accept(name, { id: ofId, text, shown: shown(code(ofId)) });
  good('base', base);
  good('lower case', base.toLowerCase());
  good('without dashes', plain);
  good('spaces for dashes', base.replaceAll('-', ' '));
  good('full-width letters and digits', wide(plain));
  good('full-width lower case', wide(plain.toLowerCase()));
  good('ideographic spaces', base.replaceAll('-', '\u3000'));
  good('full-width dashes', base.replaceAll('-', '\uFF0D'));
  good('em dashes', base.replaceAll('-', '\u2014'));
  good('O typed for 0', base.replaceAll('0', 'O'));
  const ones = '0842108421084210842' + '0';
  good('I typed for 1', shown(code(ones)).replaceAll('1', 'I'), ones);
  good('small l typed for 1', shown(code(ones)).replaceAll('1', 'l'), ones);
  good('full-width L typed for 1', shown(code(ones)).replaceAll('1', '\uFF2C'), ones);
  good('all bits zero', shown(code('0'.repeat(20))), '0'.repeat(20));
  good('all bits one', shown(code('ffffffffffffffffffe0')), 'ffffffffffffffffffe0');
  good('exactly 64 characters', base.padEnd(64), id);

  const bad = (codeOf, name, differs, text) => refuse(codeOf, name, differs, { text });
  bad('code_check', 'one character mistyped', 'the fourth character is P for M', base.replace('HMA', 'HPA'));
  bad('code_check', 'two characters mistyped', 'the third and ninth character are replaced',
    base.slice(0, 2) + '7' + base.slice(3, 9) + '8' + base.slice(10));
  bad('code_check', 'check character mistyped', 'the last character is H for G', `${base.slice(0, -1)}H`);
  bad('code_check', 'neighbours exchanged', 'the fourth and fifth character stand in each other\'s place', swap(base, 3, 4));
  bad('code_check', 'distant characters exchanged', 'the third and last character stand in each other\'s place', swap(base, 2, 19));
  bad('code_check', 'groups exchanged', 'the second and third group stand in each other\'s place',
    [0, 2, 1].map((i) => base.split('-')[i]).join('-'));
  bad('code_prefix', 'without the T', 'the leading T is missing', base.slice(1));
  bad('code_prefix', 'another first letter', 'the first letter is V', `V${base.slice(1)}`);
  bad('code_prefix', 'nothing', 'all characters are missing', '');
  bad('code_prefix', 'only separators', 'all letters and digits are missing', ' -\u3000');
  bad('code_length', 'one character short', 'the last character is missing', base.slice(0, -1));
  bad('code_length', 'one character too many', 'a 0 is added at the end', `${base}0`);
  bad('code_alphabet', 'the letter U', 'the fourth character is U, which has no value', base.replace('HMA', 'HUA'));
  bad('code_alphabet', 'a line end', 'a line feed is added at the end', `${base}\n`);
  bad('code_alphabet', 'a tab', 'a tab is added in front', `\t${base}`);
  bad('code_alphabet', 'a full stop', 'the dashes are full stops', base.replaceAll('-', '.'));
  bad('code_alphabet', 'an underscore', 'the dashes are underscores', base.replaceAll('-', '_'));
  bad('code_alphabet', 'a Cyrillic letter', 'the T is the Cyrillic letter that looks like it', `\u0422${base.slice(1)}`);
  bad('code_alphabet', 'an Arabic digit', 'the 4 is the Arabic-Indic digit four', base.replace('4', '\u0664'));
  bad('code_alphabet', 'a full-width sign', 'a full-width exclamation mark is added', `${base}\uFF01`);
  bad('code_alphabet', 'a null character', 'a null character is added at the end', `${base}\0`);
  bad('code_alphabet', 'the Kelvin sign', 'the fourth character is U+212A, whose lower case is k', base.replace('HMA', 'H\u212AA'));
  bad('code_too_long', '65 characters', 'spaces are added up to 65 characters', base.padEnd(65));
  file('codes.json', 'Voucher codes as people type them.', {}, list);
}

// ---- key entries and key sets

const ROLES = { voucher: 1, presentation: 2, status: 3, receipt: 4, checkpoint: 5, certificate: 6, document: 7, delegate: 8 };
function entry(e) {
  return Buffer.concat([
    uint(e.id, 4), uint(e.algorithm ?? 1, 1), uint(ROLES[e.role] ?? e.role, 1), uint(e.flags ?? 0, 1),
    uint(e.region ?? 0, 3), uint(e.digits ?? 0, 1),
    uint(second(e.notBefore ?? '2026-01-01T00:00:00Z'), 4), uint(second(e.signUntil ?? '2028-01-01T00:00:00Z'), 4),
    uint(second(e.verifyUntil ?? '2031-01-01T00:00:00Z'), 4), e.xy ?? key(e.key).xy]);
}
function keySetBody(b) {
  const roots = b.roots ?? ['root 1', 'root 2', 'root 3'];
  return Buffer.concat([
    uint(b.type ?? 1, 1), Buffer.from(b.installation ?? INSTALLATION, 'hex'), uint(b.sequence ?? 10, 8),
    uint(second(b.issuedAt ?? '2026-09-01T00:00:00Z'), 4), uint(second(b.nextUpdate ?? '2026-10-01T00:00:00Z'), 4),
    uint(b.threshold ?? 2, 1), uint(roots.length, 1),
    ...roots.map((r) => Buffer.concat([uint(b.rootAlgorithm ?? 1, 1), r === 'off curve' ? OFF_CURVE : key(r).xy])),
    uint(b.count ?? b.keys.length, 2), ...b.keys.map(entry)]);
}
function manifest(body, m = {}) {
  const signers = m.signers ?? ['root 1', 'root 2'];
  const signed = signedBytes(m.context ?? 'TV1-keyset', m.signedBody ?? body);
  const signatures = signers.map((name) => Buffer.concat([rootId(name), (m.spoil ?? ((s) => s))(signRaw(name, signed))]));
  return Buffer.concat([uint(m.bodyLength ?? body.length, 4), body, uint(m.count ?? signatures.length, 1), ...signatures]);
}
const pinned = (names, threshold, installation = INSTALLATION) =>
  ({ installation, threshold, keys: names.map((name) => hex(key(name).xy)) });
const PINNED = pinned(['root 1', 'root 2', 'root 3'], 2);

// ---- tokens.json

const TOKEN_KEYS = [
  { id: 1, role: 'voucher', key: 'voucher' },
  { id: 2, role: 'status', key: 'status' },
  { id: 3, role: 'voucher', key: 'voucher of Jinan', region: 370100, digits: 4 },
  { id: 4, role: 'voucher', key: 'voucher of Shandong', region: 370000, digits: 2 },
  { id: 5, role: 'voucher', key: 'voucher of Lixia', region: 370102, digits: 6 },
  { id: 6, role: 'voucher', key: 'future voucher', notBefore: '2026-09-10T00:00:01Z' },
  { id: 7, role: 'voucher', key: 'past voucher', signUntil: '2026-02-01T00:00:00Z', verifyUntil: '2026-09-09T23:59:59Z' },
  { id: 8, role: 'voucher', key: 'compromised voucher', flags: 1 },
  { id: 9, role: 99, key: 'voucher' },
  { id: 10, role: 'voucher', key: 'voucher', algorithm: 2 },
  { id: 11, role: 'delegate', key: 'delegate', region: 370000, digits: 2 },
  { id: 12, role: 'voucher', key: 'retired voucher', signUntil: '2026-02-01T00:00:00Z' },
];
const NOW = '2026-09-10T00:00:00Z';
const BASE_TOKEN = {
  type: 0x11, keyId: 1, id: '0123456789abcdeffec0', shard: 3, index: 40000, batch: 12, region: 370102, category: 2,
  firstDay: '2026-09-01', lastDay: '2026-12-31', valueFen: 50000, valueMode: 0, targeted: true,
};
function tokenBody(t) {
  return Buffer.concat([
    uint(t.type, 1), uint(t.keyId, 4), Buffer.from(t.id, 'hex'), uint(t.shard, 3), uint(t.index, 2), uint(t.batch, 4),
    uint(t.region, 3), uint(t.category, 2), uint(day(t.firstDay), 2), uint(day(t.lastDay), 2), uint(t.valueFen, 4),
    uint(t.flags ?? (t.valueMode | (t.targeted ? 4 : 0)), 1)]);
}

function tokens() {
  const { list, accept, refuse } = cases();
  const keyNameOf = (id) => TOKEN_KEYS.find((k) => k.id === id)?.key ?? 'voucher';
  function make(changes = {}, m = {}) {
    const claims = { ...BASE_TOKEN, ...changes };
    const body = tokenBody(claims);
    const signed = m.signed ?? signedBytes('TV1-voucher', body);
    const signature = (m.spoil ?? ((s) => s))(m.signature ?? signRaw(m.signer ?? keyNameOf(claims.keyId), signed));
    const bytes = Buffer.concat([m.body ?? body, m.extra ?? Buffer.alloc(0), signature]);
    return { now: m.now ?? NOW, text: `TV1${base32(bytes)}`, bytes: hex(bytes), signed: hex(signed), claims };
  }
  const good = (name, changes, m) => accept(name, make(changes, m));
  const goodText = (name, change) => accept(name, { ...base, text: change(base.text) });
  const base = make();
  const baseBody = tokenBody(BASE_TOKEN);
  const baseSignature = Buffer.from(base.bytes, 'hex').subarray(38);

  accept('base', base);
  goodText('lower case', (t) => t.toLowerCase());
  goodText('lower and upper case', (t) => t.slice(0, 80) + t.slice(80).toLowerCase());
  goodText('one CR at the end', (t) => `${t}\r`);
  goodText('one LF at the end', (t) => `${t}\n`);
  goodText('CRLF at the end', (t) => `${t}\r\n`);
  goodText('one TAB at the end', (t) => `${t}\t`);
  good('entitlement', { valueMode: 1, valueFen: 0 });
  good('project standard', { valueMode: 2, valueFen: 0 });
  good('attendance, not targeted', { valueMode: 3, valueFen: 0, targeted: false });
  good('category that the list does not name', { category: 65535 });
  good('greatest numbers', { shard: 0xFFFFFF, index: 0xFFFF, batch: 0xFFFFFFFF, region: 999999, valueFen: 0xFFFFFFFF });
  good('least numbers', { id: '0'.repeat(20), shard: 0, index: 0, batch: 0, region: 0, category: 0, valueFen: 1 });
  good('one day only', { firstDay: '2026-09-10', lastDay: '2026-09-10' });
  good('first second of the first day', {}, { now: '2026-08-31T16:00:00Z' });
  good('last second of the last day', { lastDay: '2026-09-20' }, { now: '2026-09-20T15:59:59Z' });
  good('key of the province', { keyId: 4 });
  good('key of the city', { keyId: 3 });
  good('key of the district', { keyId: 5 });
  good('key past its sign-until', { keyId: 12 });
  good('key at its not-before', { keyId: 6 }, { now: '2026-09-10T00:00:01Z' });
  good('key at its verify-until', { keyId: 7 }, { now: '2026-09-09T23:59:59Z' });
  good('key set at its next-update', {}, { now: '2026-10-01T00:00:00Z' });

  const text = (codeOf, name, differs, change) => refuse(codeOf, name, differs, { ...base, text: change(base.text) });
  text('token_too_long', '1025 characters', 'zeros are added up to 1,025 characters', (t) => t.padEnd(1025, '0'));
  text('token_prefix', 'prefix of another version', 'the prefix is TV2', (t) => `TV2${t.slice(3)}`);
  text('token_prefix', 'no prefix', 'the prefix is missing', (t) => t.slice(3));
  text('token_prefix', 'nothing', 'all characters are missing', () => '');
  text('token_prefix', 'full-width prefix', 'the prefix is full-width', (t) => `\uFF34\uFF36\uFF11${t.slice(3)}`);
  text('token_prefix', 'space in front', 'a space is added in front', (t) => ` ${t}`);
  text('token_prefix', 'byte order mark', 'U+FEFF is added in front', (t) => `\uFEFF${t}`);
  const at = (pattern) => 3 + base.text.slice(3).search(pattern);
  const put = (t, index, character) => t.slice(0, index) + character + t.slice(index + 1);
  text('token_alphabet', 'alias O', 'a 0 is written O', (t) => put(t, at(/0/), 'O'));
  text('token_alphabet', 'alias I', 'a 1 is written I', (t) => put(t, at(/1/), 'I'));
  text('token_alphabet', 'alias L', 'a 1 is written L', (t) => put(t, at(/1/), 'L'));
  text('token_alphabet', 'the letter U', 'a character is U', (t) => put(t, 50, 'U'));
  text('token_alphabet', 'full-width digit', 'a 0 is full-width', (t) => put(t, at(/0/), '\uFF10'));
  text('token_alphabet', 'full-width letters', 'everything after the prefix is full-width',
    (t) => t.slice(0, 3) + [...t.slice(3)].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xFEE0)).join(''));
  text('token_alphabet', 'two line feeds', 'two LF at the end', (t) => `${t}\n\n`);
  text('token_alphabet', 'LF then CR', 'LF and CR at the end in the wrong order', (t) => `${t}\n\r`);
  text('token_alphabet', 'TAB then LF', 'both a TAB and an LF at the end', (t) => `${t}\t\n`);
  text('token_alphabet', 'trailing space', 'a space is added at the end', (t) => `${t} `);
  text('token_alphabet', 'dash inside', 'a dash is added inside', (t) => `${t.slice(0, 40)}-${t.slice(40)}`);
  text('token_alphabet', 'padding', 'a base32 padding sign is added', (t) => `${t}=`);
  text('token_alphabet', 'null inside', 'a character is U+0000', (t) => put(t, 60, '\0'));
  text('token_alphabet', 'combining mark', 'a combining accent follows the last character', (t) => `${t}\u0301`);
  text('token_length', 'prefix only', 'everything after the prefix is missing', () => 'TV1');
  text('token_length', 'one character short', 'the last character is missing', (t) => t.slice(0, -1));
  text('token_length', 'one character long', 'a 0 is added at the end', (t) => `${t}0`);
  text('token_length', 'one byte short', 'the last byte is missing', () => `TV1${base32(Buffer.from(base.bytes, 'hex').subarray(0, -1))}`);
  text('token_length', 'one byte long', 'a zero byte is added', () => `TV1${base32(Buffer.concat([Buffer.from(base.bytes, 'hex'), uint(0, 1)]))}`);
  text('token_length', 'one type byte alone', 'only the first byte is left', () => 'TV124');
  text('token_spare_bits', 'spare bit set', 'the lowest of the four spare bits is set',
    (t) => t.slice(0, -1) + ALPHABET[ALPHABET.indexOf(t.at(-1)) | 1]);

  const bad = (codeOf, name, differs, changes, m) => refuse(codeOf, name, differs, { ...make(changes, m), ...(m?.from && { from: m.from }) });
  bad('token_type', 'unknown type', 'the type is 0x13', { type: 0x13 });
  bad('token_type', 'type of a key set', 'the type is 0x01', { type: 0x01 });
  bad('token_type', 'reserved type of a presentation', 'the type is 0x21', { type: 0x21 });
  bad('token_type', 'reserved type bound to the phone key', 'the type is 0x12, with 64 bytes of key before the signature',
    { type: 0x12 }, { extra: key('phone').xy });
  bad('token_reserved_bits', 'reserved bit 3', 'bit 3 of the flags is set', { flags: 0b1100 });
  bad('token_reserved_bits', 'reserved bit 7', 'bit 7 of the flags is set', { flags: 0b1000_0100 });
  bad('token_voucher_id', 'spare bit of the voucher id', 'the last bit of the voucher id is set', { id: '0123456789abcdeffec1' });
  bad('token_region', 'region of seven digits', 'the region is 1000000', { region: 1000000 });
  bad('token_days', 'days reversed', 'the last day is the day before the first', { lastDay: '2026-08-31' });
  bad('token_value', 'face value of nothing', 'the value is 0', { valueFen: 0 });
  bad('token_value', 'entitlement with a value', 'the value mode is entitlement', { valueMode: 1 });
  bad('token_unknown_key', 'unknown key', 'the key id is 77', { keyId: 77 });
  bad('token_unknown_key', 'key of an unknown role', 'the key\'s entry has role 99', { keyId: 9 });
  bad('token_unknown_key', 'key of a reserved algorithm', 'the key\'s entry has algorithm 2', { keyId: 10 });
  bad('token_key_role', 'status key', 'the key is a status key', { keyId: 2 });
  bad('token_key_role', 'delegate key', 'the key is a delegate key', { keyId: 11 });
  bad('token_key_region', 'other province', 'the key is of another province than the region', { keyId: 4, region: 320102 }, { from: 'key of the province' });
  bad('token_key_region', 'other city', 'the key is of another city of the province', { keyId: 3, region: 370202 }, { from: 'key of the city' });
  bad('token_key_region', 'other district', 'the key is of another district of the city', { keyId: 5, region: 370103 }, { from: 'key of the district' });
  bad('token_key_not_yet_valid', 'key of tomorrow', 'now is one second before the key\'s not-before', { keyId: 6 }, { from: 'key at its not-before' });
  bad('token_key_no_longer_valid', 'key of yesterday', 'now is one second after the key\'s verify-until', { keyId: 7 }, { from: 'key at its verify-until' });
  const signature = (codeOf, name, differs, spoil) => bad(codeOf, name, differs, {}, { signature: baseSignature, spoil });
  const withR = (value) => (s) => Buffer.concat([uint(value, 32), s.subarray(32)]);
  const withS = (value) => (s) => Buffer.concat([s.subarray(0, 32), uint(value, 32)]);
  signature('token_signature_range', 'r is zero', 'r is 0', withR(0n));
  signature('token_signature_range', 's is zero', 's is 0', withS(0n));
  signature('token_signature_range', 'r is n', 'r is the order of the curve', withR(ORDER));
  signature('token_signature_range', 's is n', 's is the order of the curve', withS(ORDER));
  signature('token_signature_range', 's is all ones', 's is 2^256-1', withS((1n << 256n) - 1n));
  signature('token_high_s', 'high s', 's is n-s, the other valid form', otherS);
  signature('token_signature', 's is half the order', 's is (n-1)/2, the greatest low value', withS((ORDER - 1n) / 2n));
  signature('token_signature', 'bit of r flipped', 'the lowest bit of r is flipped', (s) => flip(s, 31));
  signature('token_signature', 'bit of s flipped', 'the lowest bit of s is flipped', (s) => flip(s, 63));
  bad('token_length', 'DER signature', 'the signature is in DER', {}, { signature: der('voucher', signedBytes('TV1-voucher', baseBody)) });
  const context = (name, differs, signed) => bad('token_signature', name, differs, {}, { signed });
  context('context of another object', 'the context signed is TV1-presentation', signedBytes('TV1-presentation', baseBody));
  context('no zero byte', 'the zero byte after the context is missing', Buffer.concat([Buffer.from('TV1-voucher'), baseBody]));
  context('no context', 'the body alone is signed', baseBody);
  bad('token_signature', 'signature of another key', 'another voucher key signed', {}, { signer: 'voucher of Jinan' });
  const spliced = (name, differs, changes) => bad('token_signature', name, differs, changes,
    { signature: baseSignature, signed: signedBytes('TV1-voucher', baseBody) });
  spliced('altered voucher id', 'the voucher id is another one, under the same signature', { id: '0123456789abcdeffee0' });
  spliced('altered shard', 'the status shard is another one, under the same signature', { shard: 4 });
  spliced('altered index', 'the status index is another one, under the same signature', { index: 40001 });
  spliced('altered batch', 'the batch is another one, under the same signature', { batch: 13 });
  spliced('altered region', 'the region is another one, under the same signature', { region: 370103 });
  spliced('altered category', 'the category is another one, under the same signature', { category: 3 });
  spliced('altered last day', 'the last day is a day later, under the same signature', { lastDay: '2027-01-01' });
  spliced('altered amount', 'the value is ten times as high, under the same signature', { valueFen: 500000 });
  spliced('altered flag', 'it is not targeted, under the same signature', { targeted: false });
  bad('token_not_started', 'second before the first day', 'now is one second earlier, the first day not begun in Shanghai', {}, { now: '2026-08-31T15:59:59Z', from: 'first second of the first day' });
  bad('token_expired', 'second after the last day', 'now is one second later, the last day over in Shanghai',
    { lastDay: '2026-09-20' }, { now: '2026-09-20T16:00:00Z', from: 'last second of the last day' });
  bad('token_key_compromised', 'compromised key', 'the key is marked compromised', { keyId: 8 });
  bad('token_key_set_stale', 'stale key set', 'now is one second after the key set\'s next-update', {}, { now: '2026-10-01T00:00:01Z', from: 'key set at its next-update' });

  const body = keySetBody({ keys: TOKEN_KEYS });
  const extra = { trusted: PINNED, keySet: hex(manifest(body)), keySetAcceptedAt: '2026-09-01T00:00:00Z' };
  file('tokens.json', 'Voucher tokens, checked against one key set.', extra, list);
}

// ---- keysets.json

const SET_KEYS = [
  { id: 1, role: 'voucher', key: 'voucher' },
  { id: 2, role: 'status', key: 'status', region: 370000, digits: 2 },
];
const changedKey = (change) => [SET_KEYS[0], { ...SET_KEYS[1], ...change }];

function keySets() {
  const { list, accept, refuse } = cases();
  function make(changes = {}, m = {}) {
    const body = keySetBody({ keys: SET_KEYS, ...changes });
    const bytes = (m.whole ?? ((b) => b))(manifest(body, m));
    return {
      now: m.now ?? NOW, trusted: m.trusted ?? PINNED, held: m.held, bytes: hex(bytes),
      signed: hex(signedBytes('TV1-keyset', body)), keys: (changes.expect ?? changes.keys ?? SET_KEYS).map((k) => k.id),
    };
  }
  const good = (name, changes, m) => accept(name, make(changes, m));
  const bad = (codeOf, name, differs, changes, m) => refuse(codeOf, name, differs, { ...make(changes, m), ...(m?.from && { from: m.from }) });
  const NEW_ROOTS = ['new root 1', 'new root 2'];
  const held = (changes) => hex(manifest(keySetBody({ keys: SET_KEYS, ...changes })));
  good('base');
  good('all three roots', {}, { signers: ['root 1', 'root 2', 'root 3'] });
  good('no keys', { keys: [] });
  good('unknown role ignored', { keys: [...SET_KEYS, { id: 3, role: 99, key: 'voucher', flags: 255, digits: 9 }], expect: SET_KEYS });
  good('reserved algorithm ignored', { keys: [...SET_KEYS, { id: 3, role: 'voucher', algorithm: 2, xy: OFF_CURVE }], expect: SET_KEYS });
  good('one wrong signature too many', {},
    { signers: ['root 1', 'root 2', 'root 3'], whole: (b) => flip(b, b.length - 1) });
  good('signature of an unknown root too many', {}, { signers: ['stranger', 'root 1', 'root 2'] });
  good('new roots, signed by old and new', { roots: NEW_ROOTS, threshold: 2 }, { signers: ['root 1', 'root 2', ...NEW_ROOTS] });
  good('newer than the one held', { sequence: 11 }, { held: held({}) });
  good('key with a small X', { keys: changedKey({ xy: smallPoint(0n) }) });
  good('issued five minutes ahead', { issuedAt: '2026-09-10T00:05:00Z' });
  good('past its next-update', {}, { now: '2026-12-01T00:00:00Z' });

  bad('keyset_too_long', '131073 bytes', 'zero bytes are added up to 131,073', {}, { whole: (b) => Buffer.concat([b, Buffer.alloc(131_073 - b.length)]) });
  bad('keyset_length', 'nothing', 'all bytes are missing', {}, { whole: () => Buffer.alloc(0) });
  bad('keyset_length', 'last byte missing', 'the last byte is missing', {}, { whole: (b) => b.subarray(0, -1) });
  bad('keyset_length', 'byte too many', 'a zero byte is added', {}, { whole: (b) => Buffer.concat([b, uint(0, 1)]) });
  bad('keyset_length', 'body length beyond the end', 'the body length is 2^32-1', {}, { bodyLength: 0xFFFFFFFF });
  bad('keyset_length', 'one signature fewer than counted', 'the number of signatures is 3', {}, { count: 3 });
  bad('keyset_length', '33 signatures', 'there are 33 signatures', {}, { signers: Array(33).fill('root 1') });
  bad('keyset_length', 'one key fewer than counted', 'the number of keys is 3', { count: 3 });
  bad('keyset_length', '1025 keys', 'there are 1,025 keys', { keys: Array.from({ length: 1025 }, (_, i) => ({ id: i + 1, role: 'voucher', key: 'voucher' })) });
  bad('keyset_type', 'type of a delegate list', 'the type is 0x02', { type: 2 });
  bad('keyset_roots', 'no roots', 'there are no root keys', { roots: [] });
  bad('keyset_roots', 'threshold zero', 'the threshold is 0', { threshold: 0 });
  bad('keyset_roots', 'threshold above the roots', 'the threshold is 4', { threshold: 4 });
  bad('keyset_roots', 'root twice', 'the third root key is the second', { roots: ['root 1', 'root 2', 'root 2'] });
  bad('keyset_roots', 'root off the curve', 'the third root key is no point of the curve', { roots: ['root 1', 'root 2', 'off curve'] });
  bad('keyset_roots', 'roots of a reserved algorithm', 'the root keys have algorithm 2', { rootAlgorithm: 2 });
  bad('keyset_roots', '17 roots', 'there are 17 root keys', { roots: Array.from({ length: 17 }, (_, i) => `root ${i + 1}`) });
  bad('keyset_installation', 'other installation', 'the installation is another one', { installation: OTHER_INSTALLATION });
  bad('keyset_threshold', 'one signature', 'only one root key signed', {}, { signers: ['root 1'] });
  bad('keyset_threshold', 'no signature', 'no root key signed', {}, { signers: [] });
  bad('keyset_threshold', 'one root twice', 'the same root key signed twice', {}, { signers: ['root 1', 'root 1'] });
  bad('keyset_threshold', 'stranger', 'the second signature is of a key that is no root', {}, { signers: ['root 1', 'stranger'] });
  bad('keyset_threshold', 'altered body', 'the sequence is another one, under the same signatures', { sequence: 12 }, { signedBody: keySetBody({ keys: SET_KEYS }) });
  bad('keyset_threshold', 'context of another object', 'the context signed is TV1-delegates', {}, { context: 'TV1-delegates' });
  bad('keyset_threshold', 'high s', 's of both signatures is n-s', {}, { spoil: otherS });
  bad('keyset_threshold', 's is zero', 's of both signatures is 0', {}, { spoil: (s) => Buffer.concat([s.subarray(0, 32), uint(0, 32)]) });
  bad('keyset_threshold', 'new roots without the old', 'the new root keys signed and the old did not', { roots: NEW_ROOTS }, { signers: NEW_ROOTS });
  bad('keyset_new_roots', 'new roots unsigned', 'the old root keys signed and the new did not', { roots: NEW_ROOTS });
  bad('keyset_new_roots', 'new threshold not met', 'only one of two new root keys signed', { roots: NEW_ROOTS }, { signers: ['root 1', 'root 2', 'new root 1'] });
  bad('keyset_not_yet_valid', 'issued too far ahead', 'it was issued five minutes and one second ahead', { issuedAt: '2026-09-10T00:05:01Z' });
  bad('keyset_times', 'next-update before issued-at', 'the next-update is one second before issued-at', { nextUpdate: '2026-08-31T23:59:59Z' });
  bad('keyset_times', 'sign-until before not-before', 'a key\'s sign-until is before its not-before', { keys: changedKey({ signUntil: '2025-12-31T23:59:59Z' }) });
  bad('keyset_times', 'verify-until before sign-until', 'a key\'s verify-until is before its sign-until', { keys: changedKey({ verifyUntil: '2027-12-31T23:59:59Z' }) });
  bad('keyset_reserved_bits', 'reserved flag', 'bit 1 of a key\'s flags is set', { keys: changedKey({ flags: 2 }) });
  bad('keyset_scope', 'three digits', 'three digits of a scope count', { keys: changedKey({ digits: 3 }) });
  bad('keyset_scope', 'digits that do not count', 'a scope of two digits has more', { keys: changedKey({ region: 370100 }) });
  bad('keyset_scope', 'scope of seven digits', 'a scope is 1000000', { keys: changedKey({ region: 1000000 }) });
  bad('keyset_public_key', 'key off the curve', 'a key is no point of the curve', { keys: changedKey({ xy: OFF_CURVE }) });
  bad('keyset_public_key', 'key of zeros', 'a key is 64 zero bytes', { keys: changedKey({ xy: Buffer.alloc(64) }) });
  bad('keyset_public_key', 'X not reduced', 'X of a key has the field prime added',
    { keys: changedKey({ xy: smallPoint(PRIME) }) }, { from: 'key with a small X' });
  bad('keyset_duplicate_key', 'key id twice', 'two keys have id 1', { keys: changedKey({ id: 1 }) });
  bad('keyset_duplicate_key', 'key id of an ignored entry', 'a key of unknown role has id 1 too', { keys: [...SET_KEYS, { id: 1, role: 99, key: 'status' }] });
  bad('keyset_sequence', 'older than the one held', 'the one held has sequence 11', {}, { held: held({ sequence: 11 }) });
  bad('keyset_sequence', 'other body of the same sequence', 'the one held has the same sequence and no keys', {}, { held: held({ keys: [] }) });
  file('keysets.json', 'Key set manifests. "held" is the manifest accepted before, if there is one.', {}, list);
}

// ---- delegates.json

function delegates() {
  const { list, accept, refuse } = cases();
  const keys = [
    { id: 1, role: 'voucher', key: 'voucher' },
    { id: 20, role: 'delegate', key: 'delegate of Shandong', region: 370000, digits: 2 },
    { id: 21, role: 'delegate', key: 'delegate of the past', region: 370000, digits: 2, signUntil: '2026-02-01T00:00:00Z', verifyUntil: '2026-09-09T23:59:59Z' },
    { id: 22, role: 'delegate', key: 'delegate of the future', region: 370000, digits: 2, notBefore: '2026-09-10T00:00:01Z' },
    { id: 23, role: 'delegate', key: 'compromised delegate', region: 370000, digits: 2, flags: 1 },
    { id: 24, role: 'delegate', key: 'other delegate of Shandong', region: 370000, digits: 2 },
    { id: 25, role: 'delegate', key: 'delegate of the provincial office', region: 370000, digits: 4 },
  ];
  const times = { notBefore: '2026-09-05T00:00:00Z', signUntil: '2026-10-01T00:00:00Z', verifyUntil: '2026-10-10T00:00:00Z' };
  const LISTED = [
    { id: 100, role: 'presentation', key: 'presentation of Shandong', region: 370000, digits: 2, ...times },
    { id: 101, role: 'status', key: 'status of Jinan', region: 370100, digits: 4, ...times },
  ];
  const changed = (change) => [LISTED[0], { ...LISTED[1], ...change }];
  function body(d = {}) {
    const listed = d.keys ?? LISTED;
    return Buffer.concat([
      uint(d.type ?? 2, 1), Buffer.from(d.installation ?? INSTALLATION, 'hex'), uint(d.signer ?? 20, 4), uint(d.sequence ?? 5, 8),
      uint(second(d.issuedAt ?? '2026-09-05T00:00:00Z'), 4), uint(second(d.nextUpdate ?? '2026-10-10T00:00:00Z'), 4),
      uint(d.count ?? listed.length, 2), ...listed.map(entry)]);
  }
  function bytes(changes = {}, m = {}) {
    const signerName = keys.find((k) => k.id === (changes.signer ?? 20))?.key ?? 'stranger';
    const signed = signedBytes(m.context ?? 'TV1-delegates', m.signedBody ?? body(changes));
    const signature = (m.spoil ?? ((s) => s))(signRaw(m.by ?? signerName, signed));
    return (m.whole ?? ((b) => b))(Buffer.concat([body(changes), signature]));
  }
  const make = (changes = {}, m = {}) => ({
    now: m.now ?? NOW, held: m.held, bytes: hex(bytes(changes, m)), signed: hex(signedBytes('TV1-delegates', body(changes))),
    keys: (changes.expect ?? changes.keys ?? LISTED).map((k) => k.id),
  });
  const good = (name, changes, m) => accept(name, make(changes, m));
  const bad = (codeOf, name, differs, changes, m) => refuse(codeOf, name, differs, { ...make(changes, m), ...(m?.from && { from: m.from }) });
  good('base');
  good('no keys', { keys: [] });
  good('reserved algorithm ignored', { keys: [...LISTED, { id: 102, role: 'status', algorithm: 2, xy: OFF_CURVE }], expect: LISTED });
  good('newer than the one held', { sequence: 6 }, { held: hex(bytes()) });
  good('the one held again', { sequence: 5, keys: [] }, { held: hex(bytes({ keys: [] })) });
  good('beside the list of another delegate', {}, { held: hex(bytes({ signer: 24, keys: [{ ...LISTED[0], id: 300 }] })) });
  const OFFICE = { ...LISTED[1], region: 370000, digits: 4 };
  good('scope just the delegate\'s own', { signer: 25, keys: [OFFICE] });
  good('at its next-update', {}, { now: '2026-10-10T00:00:00Z' });

  bad('keyset_length', 'nothing', 'all bytes are missing', {}, { whole: () => Buffer.alloc(0) });
  bad('keyset_length', 'last byte missing', 'the last byte is missing', {}, { whole: (b) => b.subarray(0, -1) });
  bad('keyset_length', 'byte too many', 'a zero byte is added', {}, { whole: (b) => Buffer.concat([b, uint(0, 1)]) });
  bad('keyset_length', 'one key fewer than counted', 'the number of keys is 3', { count: 3 });
  bad('keyset_length', '257 keys', 'there are 257 keys', { keys: Array.from({ length: 257 }, (_, i) => ({ ...LISTED[1], id: 100 + i })) });
  bad('keyset_type', 'type of a key set', 'the type is 0x01', { type: 1 });
  bad('keyset_installation', 'other installation', 'the installation is another one', { installation: OTHER_INSTALLATION });
  bad('delegates_unknown_key', 'unknown delegate', 'the delegate key id is 99', { signer: 99 });
  bad('delegates_unknown_key', 'signed by a listed key', 'the delegate key id is that of a key which a list held grants, which signed',
    { signer: 100, keys: [] }, { by: LISTED[0].key, held: hex(bytes()), from: 'no keys' });
  bad('delegates_key_role', 'signed by a voucher key', 'the delegate key id is that of a voucher key, which signed', { signer: 1 });
  bad('delegates_key_not_valid', 'delegate of yesterday', 'the delegate key\'s verify-until is one second ago', { signer: 21 });
  bad('delegates_key_not_valid', 'delegate of tomorrow', 'the delegate key\'s not-before is one second ahead', { signer: 22 });
  bad('delegates_key_compromised', 'compromised delegate', 'the delegate key is marked compromised', { signer: 23 });
  bad('delegates_signature', 'altered body', 'the sequence is another one, under the same signature', { sequence: 7 }, { signedBody: body() });
  bad('delegates_signature', 'signature of another key', 'another delegate key signed', {}, { by: 'other delegate of Shandong' });
  bad('delegates_signature', 'context of another object', 'the context signed is TV1-keyset', {}, { context: 'TV1-keyset' });
  bad('delegates_signature', 'high s', 's is n-s', {}, { spoil: otherS });
  bad('delegates_signature', 'r is zero', 'r is 0', {}, { spoil: (s) => Buffer.concat([uint(0, 32), s.subarray(32)]) });
  bad('keyset_not_yet_valid', 'issued too far ahead', 'now is five minutes and one second before issued-at', {}, { now: '2026-09-04T23:54:59Z' });
  bad('keyset_times', 'next-update before issued-at', 'the next-update is one second before issued-at', { nextUpdate: '2026-09-04T23:59:59Z' });
  bad('delegates_too_far', 'next-update too far', 'the next-update is 35 days and one second after issued-at', { nextUpdate: '2026-10-10T00:00:01Z' });
  bad('delegates_stale', 'stale', 'now is one second after the next-update', {}, { now: '2026-10-10T00:00:01Z', from: 'at its next-update' });
  bad('delegates_role', 'voucher key listed', 'a listed key is a voucher key', { keys: changed({ role: 'voucher' }) });
  bad('delegates_role', 'delegate key listed', 'a listed key is a delegate key', { keys: changed({ role: 'delegate' }) });
  bad('delegates_role', 'unknown role listed', 'a listed key has role 99', { keys: changed({ role: 99 }) });
  bad('keyset_reserved_bits', 'reserved flag', 'bit 1 of a listed key\'s flags is set', { keys: changed({ flags: 2 }) });
  bad('keyset_scope', 'three digits', 'three digits of a listed scope count', { keys: changed({ digits: 3 }) });
  bad('keyset_times', 'verify-until before sign-until', 'a listed key\'s verify-until is before its sign-until', { keys: changed({ verifyUntil: '2026-09-30T23:59:59Z' }) });
  bad('keyset_public_key', 'key off the curve', 'a listed key is no point of the curve', { keys: changed({ xy: OFF_CURVE }) });
  bad('delegates_region', 'other province', 'a listed key is of another province', { keys: changed({ region: 320100 }) });
  bad('delegates_region', 'wider scope of the same code', 'two digits of the listed scope count, four of the delegate key\'s',
    { signer: 25, keys: [{ ...OFFICE, digits: 2 }] }, { from: 'scope just the delegate\'s own' });
  bad('delegates_region', 'everywhere', 'a listed key is for every region', { keys: changed({ region: 0, digits: 0 }) });
  bad('delegates_too_far', 'key too far', 'a listed key\'s verify-until is 35 days and one second after issued-at', { keys: changed({ verifyUntil: '2026-10-10T00:00:01Z' }) });
  bad('keyset_duplicate_key', 'key id twice', 'two listed keys have id 100', { keys: changed({ id: 100 }) });
  bad('keyset_duplicate_key', 'key id of the key set', 'a listed key has the id of the voucher key', { keys: changed({ id: 1 }) });
  bad('keyset_duplicate_key', 'key id of another delegate', 'a key of another delegate\'s list held has the same id', {}, { held: hex(bytes({ signer: 24, keys: [LISTED[0]] })) });
  bad('keyset_sequence', 'older than the one held', 'the one held has sequence 6', {}, { held: hex(bytes({ sequence: 6 })) });
  bad('keyset_sequence', 'other body of the same sequence', 'the one held has the same sequence and no keys', {}, { held: hex(bytes({ keys: [] })) });
  const extra = { trusted: PINNED, keySet: hex(manifest(keySetBody({ keys }))), keySetAcceptedAt: '2026-09-01T00:00:00Z' };
  file('delegates.json', 'Delegate lists, applied to one key set. "held" is a list applied before, if there is one.', extra, list);
}

codes();
tokens();
keySets();
delegates();
