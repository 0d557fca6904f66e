using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Vouchers;

/// <summary>Shows vouchers to the outside.</summary>
internal static class VoucherContracts
{
    public static Voucher Show(this VoucherRow v, SchemeRow scheme, BatchRow batch, DateTimeOffset now) => new()
    {
        Code = v.Code.Format(),
        Token = v.Token,
        State = v.StateAt(now),
        Suspended = v.Suspended || scheme.Suspended || batch.Suspended,
        SchemeId = Ids.Show("sch", v.SchemeId),
        SchemeName = scheme.Rules.Name,
        BatchId = Ids.Show("bat", v.BatchId),
        ValueMode = scheme.Rules.ValueMode,
        ValueFen = v.UnitFen,
        AmountFen = v.AmountFen,
        FirstDay = v.FirstDay,
        LastDay = v.LastDay,
        ClaimProxy = v.ClaimProxy,
    };

    /// <summary>What an institution sees of a voucher: neither what is the holder's to show nor how the holder came by it.</summary>
    public static Voucher ForInstitution(this Voucher shown) => shown with { Token = null, ClaimProxy = null };

    /// <summary>Those of a holder's vouchers that who acts in his place may see: those in whose schemes somebody may.</summary>
    public static async Task<IReadOnlyList<VoucherRow>> ForAsync(this IReadOnlyList<VoucherRow> vouchers, Session session, Proxy? proxy)
    {
        if (proxy is null)
        {
            return vouchers;
        }

        var seen = new List<VoucherRow>();
        foreach (var voucher in vouchers)
        {
            if ((await SchemeStore.FindAsync(session, voucher.SchemeId))!.Rules.AllowProxy)
            {
                seen.Add(voucher);
            }
        }

        return seen;
    }

    /// <summary>Shows a voucher with scheme and batch as they are now.</summary>
    public static async Task<Voucher> ShowAsync(this VoucherRow v, Session session, DateTimeOffset now) =>
        v.Show((await SchemeStore.FindAsync(session, v.SchemeId))!, (await BatchStore.FindAsync(session, v.BatchId))!, now);

    /// <summary>Shows many vouchers, each scheme and batch looked up once.</summary>
    public static async Task<IReadOnlyList<Voucher>> ShowAsync(this IReadOnlyList<VoucherRow> vouchers, Session session, DateTimeOffset now)
    {
        var (schemes, batches, shown) = (new Dictionary<long, SchemeRow>(), new Dictionary<long, BatchRow>(), new List<Voucher>(vouchers.Count));
        foreach (var v in vouchers)
        {
            var scheme = schemes.TryGetValue(v.SchemeId, out var s) ? s : schemes[v.SchemeId] = (await SchemeStore.FindAsync(session, v.SchemeId))!;
            var batch = batches.TryGetValue(v.BatchId, out var b) ? b : batches[v.BatchId] = (await BatchStore.FindAsync(session, v.BatchId))!;
            shown.Add(v.Show(scheme, batch, now));
        }

        return shown;
    }
}
