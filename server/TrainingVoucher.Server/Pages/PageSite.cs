namespace TrainingVoucher.Server.Pages;

/// <summary>Where the pages are, and whether they are those of a sandbox.</summary>
/// <param name="Root">Below which path; empty for a server.</param>
/// <param name="IsSandbox">Whether what they show is made up.</param>
public sealed record PageSite(string Root, bool IsSandbox);
