using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Identity;

/// <summary>Who somebody is. It never prints itself.</summary>
internal sealed record PersonDetails(string Name, DocumentType DocumentType, string Number)
{
    [JsonIgnore]
    public DateOnly? BirthDate => DocumentNumbers.BirthDateOf(Number);

    public override string ToString() => nameof(PersonDetails);
}

/// <summary>
/// The two forms a document is kept in. Lookup: HMAC-SHA256 over document type, zero byte, normal number. Vault:
/// sealed and bound to the person id, so that a row that is moved to another person does not open.
/// </summary>
internal sealed class PersonVault(ServerKeys keys)
{
    private readonly KeyedHash lookups = new(keys.PersonHmac.Key);

    public int HmacVersion => keys.PersonHmac.Version;

    public int VaultVersion => keys.Vault.Version;

    public byte[] Lookup(DocumentType type, string number)
    {
        var hash = new byte[KeyedHash.Length];
        lookups.Write([(byte)type, 0], Encoding.ASCII.GetBytes(Normal(type, number)), hash);
        return hash;
    }

    public byte[] Seal(long personId, DocumentType type, string number, string name)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(new PersonDetails(name, type, Normal(type, number)));
        var row = SealedBytes.Seal(keys.Vault.Key, plain, Associated(personId));
        CryptographicOperations.ZeroMemory(plain);
        return row;
    }

    public PersonDetails Open(long personId, byte[] row)
    {
        var plain = SealedBytes.Open(keys.Vault.Key, row, Associated(personId));
        var details = JsonSerializer.Deserialize<PersonDetails>(plain)!;
        CryptographicOperations.ZeroMemory(plain);
        return details;
    }

    private static string Normal(DocumentType type, string number) =>
        DocumentNumbers.Check(type, number, out var normal) == DocumentFault.None
            ? normal
            : throw new ArgumentException("Only a checked document number names a person.", nameof(number));

    private static byte[] Associated(long personId)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, personId);
        return bytes;
    }
}
