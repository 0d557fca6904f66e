using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Directories;
using TrainingVoucher.Server.Http;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Tokens;

namespace TrainingVoucher.Server.Identity;

/// <summary>Finds out what a call is about: the same when a session is opened and when its assertion is used up.</summary>
internal static class Occasions
{
    private static readonly Refusal Unnamed = new(ErrorCodes.InvalidRequest, [new("institutionId", "required", "A channel names the institution that this purpose is about.")]);

    private static readonly Refusal Named = new(ErrorCodes.InvalidRequest, [new("institutionId", "invalid", "A channel names no institution with this purpose.")]);

    public static async Task<Outcome<Occasion>> FindAsync(ChangeContext c, IdentityPurpose purpose, string? institutionId, string? text, string? reference)
    {
        var institution = c.Caller.Role == Audience.Channel
            ? await OfChannelAsync(c, Purposes.Find(purpose)!, institutionId)
            : await OfPlaceAsync(c, institutionId);
        if (institution.Refusal is { } refusal)
        {
            return refusal;
        }

        var code = default(VoucherCode);
        if (text is not null && !VoucherCode.TryParse(text, out code))
        {
            return ErrorCodes.UnknownCode;
        }

        return new Occasion(purpose) { Voucher = text is null ? null : code.Id, Institution = institution.Value, Reference = reference };
    }

    private static async Task<Outcome<long?>> OfPlaceAsync(ChangeContext c, string? named)
    {
        var acting = await ActingInstitution.FindAsync(c, named);
        return acting.Refusal is { } refusal ? refusal : ActingInstitution.BoundTo(c.Caller, acting.Value.Id);
    }

    private static async Task<Outcome<long?>> OfChannelAsync(ChangeContext c, PurposeRule rule, string? named)
    {
        if ((named is not null) != rule.TakesInstitution)
        {
            return named is null ? Unnamed : Named;
        }

        if (named is null)
        {
            return default(long?);
        }

        return await Institutions.FindAsync(c.Session, Ids.Read("ins", named)) is { } institution ? institution.Id : ErrorCodes.NotFound;
    }
}
