package practice

import "strconv"

// snowflakeEpoch is when the ids of X begin, in milliseconds since 1970 (docs.x.com/fundamentals/x-ids).
const snowflakeEpoch = 1_288_834_974_657

// snowflake writes 41 bits of time and 22 of sequence; what is older than the epoch is of its first moment.
func snowflake(n uint64) uint64 {
	ms := max(n>>16, snowflakeEpoch+1)
	return (ms-snowflakeEpoch)<<22 | n&0xffff
}

// parseSnowflake reads an id back; a sequence beyond 16 bits is the last of its millisecond.
func parseSnowflake(id string) uint64 {
	n, err := strconv.ParseUint(id, 10, 63)
	if err != nil || n < 1<<22 {
		return 0
	}
	return (n>>22+snowflakeEpoch)<<16 | min(n&(1<<22-1), 0xffff)
}
