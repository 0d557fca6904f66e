using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TrainingVoucher.Conformance.Relaying;

/// <summary>What happens to the requests of one case, and which there were.</summary>
internal sealed class Script
{
    private readonly Lock gate = new();
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly List<SeenRequest> requests = [];
    private readonly List<Rule> rules = [];
    private readonly (Labels Keys, Labels Bodies, Labels Tokens) labels = (new(), new(), new());

    /// <summary>How many requests are kept; a program that sends more is not told apart from one that sends as many.</summary>
    public const int MostRequests = 500;

    public IReadOnlyList<SeenRequest> Requests
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>Has something done to the next requests to a path, before what was ordered earlier is done to later ones.</summary>
    /// <param name="path">The path.</param>
    /// <param name="times">To how many of them.</param>
    /// <param name="fault">What is done.</param>
    public void On(string path, int times, Fault fault)
    {
        lock (gate)
        {
            rules.Add(new Rule(path, fault) { Left = times });
        }
    }

    /// <summary>From here on everything goes through.</summary>
    public void Clear()
    {
        lock (gate)
        {
            rules.Clear();
        }
    }

    /// <summary>Notes a request, and says what is done to it.</summary>
    public (SeenRequest Seen, Fault? Fault) Take(HttpRequest request, byte[] body)
    {
        lock (gate)
        {
            var seen = new SeenRequest
            {
                At = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
                Method = request.Method,
                Path = request.Path.Value ?? "",
                After = long.TryParse(request.Query["after"], out var after) ? after : null,
                Key = labels.Keys.Of(Encoding.UTF8.GetBytes(request.Headers["Idempotency-Key"].ToString())),
                Body = request.Path == Relay.TokenPath ? null : labels.Bodies.Of(body),
                Token = labels.Tokens.Of(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())),
            };
            if (requests.Count < MostRequests)
            {
                requests.Add(seen);
            }

            var rule = rules.FirstOrDefault(r => r.Left > 0 && r.Path == seen.Path);
            if (rule is not null)
            {
                rule.Left--;
                seen.Fault = rule.Fault.Name;
            }

            return (seen, rule?.Fault);
        }
    }

    private sealed record Rule(string Path, Fault Fault)
    {
        public int Left { get; set; }
    }
}
