// NumericCore
