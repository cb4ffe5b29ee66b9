const standardHost = /^[a-z][a-z\d-]+(?:\.[a-z]{2,}-[a-z]+-\d{1,2})?\.(?:my)?(?:huaweicloud|myhwclouds).(?:com|cn)/

/** Whether a host is one of Huawei Cloud's usual endpoints; requests to others are signed with a derived key (spec §2.7). */
export const isStandardHost = (host: string): boolean => standardHost.test(host)
