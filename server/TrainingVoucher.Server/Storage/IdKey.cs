namespace TrainingVoucher.Server.Storage;

/// <summary>A row of keys for a query that finds by id.</summary>
internal readonly record struct IdKey(long Id);
