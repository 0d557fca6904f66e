namespace TrainingVoucher.Conformance.Driving;

/// <summary>The program under test. It is asked one thing at a time.</summary>
internal interface IDriver : IAsyncDisposable
{
    /// <exception cref="DriverException">It gave no answer, or none that can be read.</exception>
    Task<DriverAnswer> AskAsync(DriverTask task, CancellationToken ct);

    /// <summary>Ends it without warning, if it runs, and starts it anew.</summary>
    /// <exception cref="DriverException">It cannot be started.</exception>
    Task RestartAsync();
}

/// <summary>What is wrong with the program under test itself, whatever it was asked.</summary>
internal enum DriverFault
{
    NotStarted,
    Ended,
    Silent,
    NotReading,
    Unreadable,
    TooLong,
    AnotherTask,
}

/// <summary>The program under test cannot be talked to.</summary>
internal sealed class DriverException(DriverFault fault, string seen, Exception? inner = null) : Exception($"{fault}: {seen}", inner)
{
    public DriverFault Fault => fault;

    /// <summary>What came in place of an answer.</summary>
    public string Seen => seen;
}
