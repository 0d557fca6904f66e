using System.Security.Cryptography;
using System.Text;
using TrainingVoucher.Server.Jobs;
using TrainingVoucher.Server.Signing;

namespace TrainingVoucher.Server.Tests.Jobs;

public sealed class JobInputsTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tv-inputs-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public void Open_WhatWasSealed_OnlyAtItsPlaceAndWhole()
    {
        var inputs = new JobInputs(KeyFiles.LoadOrCreate(_data.FullName, DateTimeOffset.UnixEpoch));
        var plain = Encoding.UTF8.GetBytes("""[{"documentNumber":"11010519491231002X"}]""");
        var row = inputs.Seal(7, 3, plain);

        Assert.Equal(plain, inputs.Open(7, 3, row));
        Assert.NotEqual(row, inputs.Seal(7, 3, plain));
        Assert.ThrowsAny<CryptographicException>(() => inputs.Open(8, 3, row));
        Assert.ThrowsAny<CryptographicException>(() => inputs.Open(7, 4, row));
        row[20] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => inputs.Open(7, 3, row));
    }
}
