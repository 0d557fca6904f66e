using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Tests.Databases;

namespace TrainingVoucher.Server.Tests.Identity;

public sealed class PeopleTests : IAsyncLifetime
{
    private const string Number = "11010519491231002X";
    private const string Permit = "810000199408230021";
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    private TestDatabase _database = null!;
    private IStore _store = null!;
    private People _people = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _store = _database.Open();
        _people = new People(KeyFiles.LoadOrCreate(_database.Data.FullName, Now));
    }

    public async Task DisposeAsync()
    {
        (_store as IDisposable)?.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task FindOrAdd_SameDocumentInAnotherSpelling_IsTheSamePerson()
    {
        var first = await AddAsync(DocumentType.ResidentIdCard, Number, "王小明");
        Assert.True(first > 0);
        Assert.Equal(first, await AddAsync(DocumentType.ResidentIdCard, "110105 19491231 002x", "Somebody Else"));
        Assert.Equal(first, await FindAsync(DocumentType.ResidentIdCard, Number));
        Assert.Equal("王小明", (await OpenAsync(first)).Name);
    }

    [Fact]
    public async Task Find_UnknownDocument_IsNobody() => Assert.Null(await FindAsync(DocumentType.ResidentIdCard, Number));

    [Fact]
    public async Task FindOrAddMany_WithRepeats_AddsEachOnceInOrder()
    {
        var known = await AddAsync(DocumentType.HongKongMacaoTaiwanResidencePermit, Permit, "陈大文");
        (DocumentType, string, string)[] rows =
        [
            (DocumentType.ResidentIdCard, Number, "王小明"),
            (DocumentType.HongKongMacaoTaiwanResidencePermit, Permit, "陈大文"),
            (DocumentType.ResidentIdCard, Number.ToLowerInvariant(), "王小明"),
            .. Enumerable.Range(0, 1200).Select(i => (DocumentType.ResidentIdCard, TestNumbers.Resident(i), "名")),
        ];

        var persons = await ChangeAsync(session => _people.FindOrAddManyAsync(session, rows, Now));

        Assert.Equal(rows.Length, persons.Count);
        Assert.Equal(known, persons[1]);
        Assert.Equal(persons[0], persons[2]);
        Assert.Equal(1202, persons.Distinct().Count());
        Assert.Equal(Ids.At(Now, 0) >> 47, persons.Select(person => person >> 47).Distinct().Single());
        Assert.Equal(persons, await ChangeAsync(session => _people.FindOrAddManyAsync(session, rows, Now)));
    }

    [Fact]
    public async Task Open_GivesWhatWasKept()
    {
        var details = await OpenAsync(await AddAsync(DocumentType.ResidentIdCard, Number.ToLowerInvariant(), "王小明"));
        Assert.Equal(new PersonDetails("王小明", DocumentType.ResidentIdCard, Number), details);
        Assert.Equal(new DateOnly(1949, 12, 31), details.BirthDate);
        Assert.DoesNotContain("1949", details.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_VaultRowMovedToAnotherPerson_Fails()
    {
        var one = await AddAsync(DocumentType.ResidentIdCard, Number, "王小明");
        var other = await AddAsync(DocumentType.HongKongMacaoTaiwanResidencePermit, Permit, "陈大文");
        await ChangeAsync(session => session.ExecuteAsync(
            "UPDATE person_document SET vault = (SELECT vault FROM person_document WHERE person_id = @one) WHERE person_id = @other", new { one, other }));
        await Assert.ThrowsAsync<System.Security.Cryptography.AuthenticationTagMismatchException>(() => OpenAsync(other));
    }

    [Theory]
    [InlineData("王", "王*")]
    [InlineData("王小明", "王**")]
    [InlineData("𠮷田", "𠮷*")]
    public async Task Mask_ShowsFirstCharacterAndTheEndsOfTheNumber(string name, string masked)
    {
        var person = await AddAsync(DocumentType.ResidentIdCard, Number, name);
        var holder = (await ChangeAsync(session => _people.MaskAsync(session, [person, person])))[person];
        Assert.Equal(new MaskedHolder(masked, "1****************X"), holder);
    }

    [Fact]
    public async Task Correct_NewDocument_IsShownAndTheOldStillLeadsToThePerson()
    {
        var person = await AddAsync(DocumentType.ResidentIdCard, Number, "王小明");
        var right = TestNumbers.Resident(7);

        Assert.True(await ChangeAsync(session => _people.CorrectAsync(session, person, DocumentType.ResidentIdCard, right, Now)));

        Assert.Equal(new PersonDetails("王小明", DocumentType.ResidentIdCard, right), await OpenAsync(person));
        Assert.Equal(person, await FindAsync(DocumentType.ResidentIdCard, Number));
        Assert.Equal(person, await FindAsync(DocumentType.ResidentIdCard, right));

        Assert.True(await ChangeAsync(session => _people.CorrectAsync(session, person, DocumentType.ResidentIdCard, Number, Now)));
        Assert.Equal(Number, (await OpenAsync(person)).Number);
    }

    [Fact]
    public async Task Correct_DocumentOfAnother_IsRefused()
    {
        var person = await AddAsync(DocumentType.ResidentIdCard, Number, "王小明");
        await AddAsync(DocumentType.HongKongMacaoTaiwanResidencePermit, Permit, "陈大文");
        Assert.False(await ChangeAsync(session => _people.CorrectAsync(session, person, DocumentType.HongKongMacaoTaiwanResidencePermit, Permit, Now)));
        Assert.Equal(Number, (await OpenAsync(person)).Number);
    }

    [Fact]
    public async Task FindOrAdd_UncheckedNumber_IsAMistakeOfTheCaller() =>
        await Assert.ThrowsAsync<ArgumentException>(() => AddAsync(DocumentType.ResidentIdCard, "110105194912310021", "王小明"));

    private Task<long> AddAsync(DocumentType type, string number, string name) =>
        ChangeAsync(session => _people.FindOrAddAsync(session, type, number, name, Now));

    private Task<long?> FindAsync(DocumentType type, string number) => ChangeAsync(session => _people.FindAsync(session, type, number));

    private Task<PersonDetails> OpenAsync(long person) => ChangeAsync(session => _people.OpenAsync(session, person));

    private Task<T> ChangeAsync<T>(Func<Session, Task<T>> change) => _store.ChangeAsync(change, CancellationToken.None);
}
