namespace ConformanceDriver;

/// <summary>
/// The numbers of the events that were dealt with, in a file of a line each. A system of your own keeps them in the transaction in which it
/// does what an event calls for; then neither can be without the other.
/// </summary>
internal sealed class Ledger
{
    private readonly string file;
    private readonly Lock gate = new();
    private readonly List<long> numbers;

    public Ledger(string file)
    {
        this.file = file;
        numbers = File.Exists(file) ? [.. File.ReadLines(file).Select(long.Parse)] : [];
    }

    public IReadOnlyList<long> Numbers
    {
        get
        {
            lock (gate)
            {
                return [.. numbers];
            }
        }
    }

    /// <summary>The last number before the first that is missing: where reading goes on.</summary>
    public long Place
    {
        get
        {
            lock (gate)
            {
                var place = 0L;
                foreach (var number in numbers.Order().TakeWhile(number => number == place + 1))
                {
                    place = number;
                }

                return place;
            }
        }
    }

    /// <summary>Deals with an event, unless that was done before: it may come twice, and by feed and webhook.</summary>
    public void Handle(long number)
    {
        lock (gate)
        {
            if (!numbers.Contains(number))
            {
                File.AppendAllText(file, $"{number}\n");
                numbers.Add(number);
            }
        }
    }
}
