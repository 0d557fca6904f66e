namespace TrainingVoucher.Contracts;

public static partial class ErrorCodes
{
    /// <summary>The job has ended, or is not stopped by one officer.</summary>
    public static readonly ErrorCode JobNotCancellable = Define(409, "job_not_cancellable",
        "该任务已结束，或属于已批准的发放，不能取消。", "The job has ended, or carries out an approved release.",
        "请查看其状态；要停止发放，请关闭该批次。", "Look at its state; to stop an assignment, close the batch.");

    /// <summary>Persons are still being listed for a batch.</summary>
    public static readonly ErrorCode ListIncomplete = Define(409, "list_incomplete",
        "该批次的名单仍在导入。", "Persons are still being listed for the batch.",
        "请等导入任务结束，或先取消该任务。", "Wait for the job that lists them, or cancel it.");
}
