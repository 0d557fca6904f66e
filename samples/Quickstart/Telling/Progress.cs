namespace Quickstart.Telling;

/// <summary>How far a long piece of work has come: a bar that grows in a terminal, a line for each quarter in a file.</summary>
internal sealed class Progress(TextWriter output, bool isTerminal, string what, int total)
{
    private const int Bar = 40;

    private readonly Lock gate = new();
    private int done;

    /// <summary>One more is done; from any thread.</summary>
    public void Step()
    {
        lock (gate)
        {
            done++;
            if (isTerminal)
            {
                var filled = Bar * done / total;
                output.Write($"\r   {what} [{new string('#', filled)}{new string('.', Bar - filled)}] {done}/{total}");
                if (done == total)
                {
                    output.WriteLine();
                }
            }
            else if (4 * done / total != 4 * (done - 1) / total)
            {
                output.WriteLine($"   {what} {done}/{total}");
            }
        }
    }
}
