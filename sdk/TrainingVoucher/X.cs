namespace TrainingVoucher; internal static class X { }
