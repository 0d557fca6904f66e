using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Tests.Partners;

/// <summary>Holders are sent back only to addresses that the calling system has named before, letter by letter.</summary>
public sealed class ReturnAddressTests : IAsyncLifetime
{
    private const string Address = "https://bank.example/identity/done?app=1";

    private Scenario _s = null!;

    public async Task InitializeAsync() => _s = await Scenario.StartAsync();

    public async Task DisposeAsync() => await _s.DisposeAsync();

    [Theory]
    [InlineData(Address + "&x=1")]
    [InlineData("https://bank.example/identity/done")]
    [InlineData("https://bank.example/identity/done?app=2")]
    [InlineData("https://BANK.example/identity/done?app=1")]
    [InlineData("https://bank.example.evil.example/identity/done?app=1")]
    [InlineData("http://bank.example/identity/done?app=1")]
    [InlineData(Address + "\n")]
    [InlineData("")]
    public async Task Open_WithAnotherAddress_IsRefused(string other)
    {
        await _s.Bank.SetReturnUrlsAsync(new(["https://bank.example/", Address]));

        Assert.Equal("return_url_not_registered", await OpeningAsync(_s.BankParty, other));
        await _s.Bank.CreateIdentitySessionAsync(new() { Purpose = IdentityPurpose.View, ReturnUrl = Address });
    }

    [Fact]
    public async Task Open_WithTheAddressOfAnotherSystemOrAFormerOne_IsRefused()
    {
        var same = await _s.Server.AddClientAsync(_s.BankId);
        Assert.Equal("return_url_not_registered", await OpeningAsync(_s.BankParty, Address));
        await _s.Bank.SetReturnUrlsAsync(new([Address]));

        Assert.Equal("return_url_not_registered", await OpeningAsync(same, Address));
        await _s.Bank.SetReturnUrlsAsync(new([]));
        Assert.Equal("return_url_not_registered", await OpeningAsync(_s.BankParty, Address));
    }

    [Fact]
    public async Task Set_IsJournalledAndSeenByTheAuthority()
    {
        await _s.Bank.SetReturnUrlsAsync(new([Address, "http://localhost:8080/"]));

        var client = (await _s.Maker.ListClientsAsync()).Items.Single(c => c.Id == _s.BankParty.ClientId);
        Assert.Equal([Address, "http://localhost:8080/"], client.ReturnUrls);
        Assert.Equal($"{Address}\nhttp://localhost:8080/", Assert.Single(await _s.ReadJournalAsync(), e => e.Event == "client.return_urls_set").Texts["urls"]);
        await _s.Bank.SetReturnUrlsAsync(new([]));
        Assert.Empty((await _s.Maker.ListClientsAsync()).Items.Single(c => c.Id == _s.BankParty.ClientId).ReturnUrls);
    }

    [Theory]
    [InlineData("bank.example")]
    [InlineData("/done")]
    [InlineData("http://bank.example/")]
    [InlineData("https://user@bank.example/")]
    [InlineData("https://bank.example/#done")]
    [InlineData("https://bank.example/#")]
    [InlineData("https://bank.example/a b")]
    [InlineData("https://bank.example/a\nhttps://other.example/")]
    [InlineData("https://银行.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task Set_WhatIsNoAddressForIt_IsNamed(string url)
    {
        var problem = await _s.BankParty.ProblemAsync(Operations.SetReturnUrls, new ReturnUrls([Address, url]));

        Assert.Equal(("urls[1]", "invalid"), (Assert.Single(problem.Errors).Field, problem.Errors[0].Reason));
    }

    [Fact]
    public async Task Set_TooManyOrTooLong_IsNamed()
    {
        var many = await _s.BankParty.ProblemAsync(Operations.SetReturnUrls, new ReturnUrls([.. Enumerable.Range(0, 21).Select(i => $"https://bank.example/{i}")]));
        var far = await _s.BankParty.ProblemAsync(Operations.SetReturnUrls, new ReturnUrls(["https://bank.example/" + new string('a', 480)]));

        Assert.Equal(("urls", "out_of_range"), (Assert.Single(many.Errors).Field, many.Errors[0].Reason));
        Assert.Equal("urls[0]", Assert.Single(far.Errors).Field);
    }

    private static Task<string> OpeningAsync(TestParty party, string url) =>
        party.RefusedAsync(Operations.CreateIdentitySession, new CreateIdentitySessionRequest { Purpose = IdentityPurpose.View, ReturnUrl = url });
}
