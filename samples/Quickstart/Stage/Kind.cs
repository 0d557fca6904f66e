using System.Collections.Concurrent;
using TrainingVoucher.Contracts;

namespace Quickstart.Stage;

/// <summary>One kind of voucher in the story: its scheme and batch, who it is for, and our own book of what became of each.</summary>
internal sealed class Kind(string name, Scheme scheme, Batch batch, IReadOnlyList<Person> people)
{
    private readonly ConcurrentDictionary<Person, Voucher> _book = new();

    public string Name => name;

    public Scheme Scheme => scheme;

    public Batch Batch => batch;

    public IReadOnlyList<Person> People => people;

    /// <summary>The persons with a voucher, always in the same order.</summary>
    public IReadOnlyList<Person> Holders => [.. people.Where(_book.ContainsKey)];

    /// <summary>Every voucher as the last answer showed it.</summary>
    public ICollection<Voucher> Vouchers => _book.Values;

    public Voucher VoucherOf(Person person) => _book[person];

    public void Record(Person person, Voucher voucher) => _book[person] = voucher;

    /// <summary>What the vouchers would figure as, told from our own book alone.</summary>
    public (long Issued, long Unused, long Used, long Settled, long Ended) Count(DateOnly today) =>
    (
        _book.Count,
        Vouchers.Count(v => v.State == VoucherState.Claimed && v.LastDay >= today),
        Vouchers.Count(v => v.State is VoucherState.Redeemed or VoucherState.Settled),
        Vouchers.Count(v => v.State == VoucherState.Settled),
        Vouchers.Count(v => v.State == VoucherState.Claimed && v.LastDay < today)
    );
}
