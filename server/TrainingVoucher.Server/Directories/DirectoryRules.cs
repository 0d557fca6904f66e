using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Http;

namespace TrainingVoucher.Server.Directories;

/// <summary>What every list of regions' things has in common: it lies in the subtree of the authority that asks.</summary>
internal static class DirectoryRules
{
    /// <summary>The region as a number, if it exists and lies in the caller's subtree.</summary>
    public static Outcome<int> RegionOf(this Caller caller, string text)
    {
        var region = Regions.Read(text);
        if (region < 0)
        {
            return ErrorCodes.RegionUnknown;
        }

        return Regions.Covers(caller.Region, region) ? region : ErrorCodes.RegionNotYours;
    }
}
