// Other people's programs against a server: a client generated from the OpenAPI document, openid-client for private_key_jwt,
// standardwebhooks for the signatures of webhooks. Ends with "N held" or with what did not.
import { strict as assert } from "node:assert";
import { randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { AddressInfo } from "node:net";
import * as oauth from "openid-client";
import { Webhook } from "standardwebhooks";
import { createClient, createConfig } from "@hey-api/client-fetch";
import * as api from "./generated/sdk.gen";
import type { SandboxPartner } from "./generated/types.gen";

const base = new URL(process.argv[2]);
let held = 0;

function holds(what: string, is: unknown): void {
  assert.ok(is, what);
  held++;
  console.log(`holds  ${what}`);
}

async function told<T>(call: Promise<{ data?: T; error?: unknown }>): Promise<T> {
  const { data, error } = await call;
  assert.ok(data !== undefined, JSON.stringify(error));
  return data;
}

/** A partner of the sandbox, its access token from openid-client, its calls from the generated client. */
async function join(kind: "channel" | "institution") {
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", keys.publicKey);
  const visitor = createClient(createConfig({ baseUrl: base.href.replace(/\/$/, "") }));
  const partner = await told<SandboxPartner>(api.joinSandbox({ client: visitor, body: { kind, publicKey: { kty, crv, x, y } as never }, headers: once() }));
  const config = await oauth.discovery(
    new URL("./.well-known/oauth-authorization-server", base), partner.clientId, undefined,
    oauth.PrivateKeyJwt({ key: keys.privateKey, kid: partner.keyId }), { execute: [oauth.allowInsecureRequests], algorithm: "oauth2" });
  const token = await oauth.clientCredentialsGrant(config);
  holds(`openid-client gets a token for a ${kind} by private_key_jwt`, token.access_token && token.expires_in === 600);
  return { partner, config, client: createClient(createConfig({ baseUrl: base.href.replace(/\/$/, ""), auth: token.access_token })) };
}

// The sandbox of a server that has just started opens a little later.
while ((await fetch(new URL("./healthz", base))).status === 503) {
  await new Promise((soon) => setTimeout(soon, 200));
}

const once = () => ({ "Idempotency-Key": randomUUID() });

const bank = await join("channel");
const school = await join("institution");
const holder = { document: { type: "residentIdCard" as const, number: "33010019900312001X" }, name: "沙箱甲" };

// Webhooks, to a receiver that checks them with the reference library.
const secret = `whsec_${randomBytes(24).toString("base64")}`;
const received: { type: string; code?: string }[] = [];
const wrong: unknown[] = [];
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    try {
      const event = new Webhook(secret).verify(body, request.headers as Record<string, string>) as { type: string; data: { voucher?: { code: string } } };
      received.push({ type: event.type, code: event.data.voucher?.code });
      assert.throws(() => new Webhook(secret).verify(body + " ", request.headers as Record<string, string>));
    } catch (e) {
      wrong.push(e);
    }
    response.end();
  });
}).listen(0, "127.0.0.1");
await new Promise((ready) => receiver.once("listening", ready));
await told(api.createWebhookEndpoint({
  client: bank.client, headers: once(), body: { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`, secret, after: 0 },
}));

// From what can be claimed to a redeemed voucher, by the generated client alone.
const claimable = await told(api.listClaimable({ client: bank.client }));
holds("the generated client lists what can be claimed", claimable.items.some((batch) => batch.batchId === bank.partner.batches[0].id));
const batchId = bank.partner.batches[0].id;

async function prove(client: typeof bank.client, body: Parameters<typeof api.createIdentitySession>[0]["body"]): Promise<string> {
  const session = await told(api.createIdentitySession({ client, body, headers: once() }));
  return (await told(api.sandboxAuthenticate({ client, path: { id: session.id }, body: holder, headers: once() }))).assertion;
}

const claim = { client: bank.client, headers: once(), body: { batchId, assertion: await prove(bank.client, { purpose: "claim", batchId }), pledges: [] } };
const voucher = await told(api.claimVoucher(claim));
holds("the generated client claims a voucher", voucher.state === "claimed" && voucher.token);
holds("the same call with the same key gives the same voucher", (await told(api.claimVoucher(claim))).code === voucher.code);
const refused = await api.claimVoucher({ ...claim, headers: once(), body: { ...claim.body, assertion: await prove(bank.client, { purpose: "claim", batchId }) } });
holds("a refusal has the code that the document lists", (refused.error as { code?: string }).code === "already_claimed");
const redemption = await told(api.redeemVoucher({
  client: school.client, headers: once(),
  body: { scan: voucher.token!, document: holder.document, project: "welder", level: 5, classEndsOn: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10) },
}));
holds("the generated client redeems it", redemption.voucher.code === voucher.code && redemption.voucher.state === "redeemed");
const twice = await api.redeemVoucher({
  client: school.client, headers: once(),
  body: { scan: voucher.code, document: holder.document, project: "welder", level: 5, classEndsOn: redemption.classEndsOn },
});
holds("it is redeemed once", (twice.error as { code?: string }).code === "already_redeemed");

for (let waited = 0; waited < 200 && !received.some((e) => e.type === "voucher.redeemed" && e.code === voucher.code); waited++) {
  await new Promise((soon) => setTimeout(soon, 100));
}
receiver.close();
holds("standardwebhooks accepts what the server signs", received.some((e) => e.type === "voucher.redeemed" && e.code === voucher.code));
assert.deepEqual(wrong, []);

// An assertion is good once, and only with its own key.
const stranger = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
const impostor = await oauth.discovery(
  new URL("./.well-known/oauth-authorization-server", base), bank.partner.clientId, undefined,
  oauth.PrivateKeyJwt({ key: stranger.privateKey, kid: bank.partner.keyId }), { execute: [oauth.allowInsecureRequests], algorithm: "oauth2" });
await assert.rejects(oauth.clientCredentialsGrant(impostor), (e: { error?: string }) => e.error === "invalid_client");
holds("another key is invalid_client to openid-client", true);

console.log(`${held} held`);
