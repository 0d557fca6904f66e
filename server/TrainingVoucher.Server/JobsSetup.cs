using System.Security.Cryptography;
using TrainingVoucher.Server.Identity;
using TrainingVoucher.Server.Jobs;
using TrainingVoucher.Server.Metrics;
using TrainingVoucher.Server.Releases;
using TrainingVoucher.Server.Schemes;
using TrainingVoucher.Server.Signing;
using TrainingVoucher.Server.Storage;
using TrainingVoucher.Server.Subsidies;
using TrainingVoucher.Server.Vouchers;

namespace TrainingVoucher.Server;

/// <summary>Which kinds of jobs there are, and the worker that does them.</summary>
internal static class JobsSetup
{
    public static void AddJobs(this IServiceCollection services, ServerOptions options, ServerKeys keys, IStore store)
    {
        services.AddSingleton(provider => new JobRunner(
            store, Kinds(options, keys, provider.GetRequiredService<VoucherIssue>()), options.Time, provider.GetRequiredService<ServerMetrics>(), provider.GetRequiredService<ILogger<JobRunner>>()));
        services.AddHostedService(provider => new JobWorker(provider.GetRequiredService<JobRunner>(), options.Time, options.JobInterval, provider.GetRequiredService<ILogger<JobWorker>>()));
    }

    public static IReadOnlyList<IJobKind> Kinds(ServerOptions options, ServerKeys keys, VoucherIssue issue) =>
    [
        new ListPersons(new Proposals(new People(keys)), new JobInputs(keys)),
        new AssignVouchers(new Assignments(new Places(issue)), options.JobChunkRows),
        new Revocations(Applications.RevokeAsync, options.JobChunkRows),
    ];

    public static VoucherIssue NewIssue(ServerKeys keys, IStore store) =>
        new(new VoucherCodes(keys.CodeMaskKey, RandomNumberGenerator.Create()), new ShardIndex(keys.ShardKey), new VoucherIssuer(keys.Voucher, keys.VoucherKeyId), new ClaimNumbers(store));
}
