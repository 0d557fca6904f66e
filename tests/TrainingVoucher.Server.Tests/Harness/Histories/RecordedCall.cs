namespace TrainingVoucher.Server.Tests.Harness.Histories;

/// <summary>
/// One call of one client. The two times come from one counter, so that of two calls the one that returned before the other was made is
/// known to come first. Without an outcome it may have taken effect at any later time, or never.
/// </summary>
internal sealed record RecordedCall<TCommand>(int Client, TCommand Command, string? Outcome, long Invoked, long Returned);
