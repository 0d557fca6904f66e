using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TrainingVoucher.Bench;

/// <summary>Asks the running server for an access token, as any partner does. It is good for ten minutes.</summary>
internal static class Access
{
    public static async Task PrintAsync(Arguments arguments) => await Console.Out.WriteLineAsync(await TokenAsync(arguments, arguments.Text("as")));

    /// <summary>A token for the bank, the school, or the authority with its first officer.</summary>
    public static async Task<string> TokenAsync(Arguments arguments, string name)
    {
        var (world, address) = (World.Load(arguments), arguments.Text("at"));
        var (partner, officer) = name switch
        {
            "bank" => (world.Bank, null),
            "school" => (world.School, null),
            _ => (world.Authority, world.Maker),
        };
        List<KeyValuePair<string, string>> fields =
        [
            new("grant_type", officer is null ? "client_credentials" : "urn:ietf:params:oauth:grant-type:jwt-bearer"),
            new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            new("client_assertion", Assertion(partner, partner.ClientId, address)),
        ];
        if (officer is not null)
        {
            fields.Add(new("assertion", Assertion(officer, officer.OwnerId, address)));
        }

        using var form = new FormUrlEncodedContent(fields);
        using var http = new HttpClient();
        using var response = await http.PostAsync(new Uri(address + "/oauth2/token"), form);
        var body = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(body).RootElement.GetProperty("access_token").GetString()!
            : throw new InvalidOperationException($"No access token: {body}");
    }

    private static string Assertion(Partner partner, string subject, string address)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(partner.Pem);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var jti = RandomNumberGenerator.GetHexString(32);
        var text = Encode(new { alg = "ES256", typ = "JWT", kid = partner.KeyId })
            + "." + Encode(new { iss = subject, sub = subject, aud = address, jti, iat = now, exp = now + 60 });
        return text + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256));
    }

    private static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
