using System.Security.Cryptography;
using System.Text;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Partners;

/// <summary>Makes a key pair: the private half goes into a file that only its owner reads, the public half is returned.</summary>
internal static class PrivateKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static PublicKeyJwk Create(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write(path, key.ExportPkcs8PrivateKeyPem() + "\n");
        return PublicKeyJwk.From(key);
    }

    private static void Write(string path, string pem)
    {
        CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var stream = new FileStream(path, options);
        stream.Write(Encoding.ASCII.GetBytes(pem));
        stream.Flush(flushToDisk: true);
    }

    private static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
    }
}
