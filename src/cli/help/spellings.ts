/** The words of a text. */
export const list = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Pairs `word=text` separated by commas. */
const pairs = (text: string): readonly (readonly [string, string])[] =>
  text
    .split(',')
    .map((pair) => pair.trim().split('='))
    .flatMap(([word, meaning]) => (word === undefined || meaning === undefined ? [] : [[word, meaning] as const]))

/** Written in capitals. */
export const acronyms = list(`
  acl ad ai aim aom aop apk api apm asr az bcs bms bss byoip ca cbh cce ccsp cdn ces cgw cidr cli coc cpu crl csr css cts
  cve dag dba dbss dcs ddl ddm ddms dds dgc dli dlf dlq dns dnssec drs dw dws eca ecn ecs eip elb eps er esn etl evs fs ga
  gc gcb gdgw geip gpg gpu guid ha hba hdfs hls hpa hpc hss htap iam id ief ieg igw imei ims ip ipc ipd isap jar jdbc json
  jwt kie kms kps kv lan ldap llm lts mac mcp mfa mmr mpc mqs mrs nas nat ner nic nlp obs ocr ocsp om os ospf ota otp ott
  ou pdf pem pitr ppt ptr qps qr ram rasp rds rms rpc rpo rsa rsu rtc rto saml sas sdk sdf sdrs sfs sid sim sk smn sms snat
  dnat sp sql ssh ssl sso sts svg swr tde tls tms ttl tts ttsc ucs uri url uuid vat vif vin vip vgw vm vmr vms vnc vod vpc
  vpcep vpn vrrp waf wan war wdr wlan xml admet aw cc cms cn cpi dn dr ds dss es fep fl hm ia lb na ot qa ak http https db sn nat asp dc hra hda wtp cfw mq
`)

/** Names that are written in their own way. */
export const properNames = pairs(`
  oauth=OAuth, oauth2=OAuth2, oidc=OIDC, kafka=Kafka, redis=Redis, flink=Flink, spark=Spark, kibana=Kibana,
  logstash=Logstash, nacos=Nacos, kubernetes=Kubernetes, kubeconfig=kubeconfig, mysql=MySQL, postgresql=PostgreSQL,
  sqlserver=SQL Server, mongodb=MongoDB, influxdb=InfluxDB, cassandra=Cassandra, innodb=InnoDB, nosql=NoSQL, taurus=Taurus,
  gauss=Gauss, gemini=Gemini, starrocks=StarRocks, rocketmq=RocketMQ, iac=IaC, qos=QoS, ddos=DDoS, ipsec=IPsec,
  cicd=CI/CD, roma=ROMA, git=Git, maven=Maven, docker=Docker, python=Python, linux=Linux, windows=Windows, excel=Excel,
  yaml=YAML, yamls=YAML files, ymls=YAML files, prometheus=Prometheus, prom=Prometheus, msdtc=MSDTC, vhost=virtual host,
  vhosts=virtual hosts, geoip=GeoIP, ipv6=IPv6, ipv4=IPv4, roce=RoCE, aksk=AK/SK, daemonset=DaemonSet, myanmar=Myanmar,
  thailand=Thailand, vietnam=Vietnam, chile=Chile, colombia=Colombia, cambodian=Cambodian, macao=Macao, hk=Hong Kong,
  peru=Peru, mainland=Mainland, devstar=DevStar, codehub=CodeHub, clouddba=Cloud DBA, idp=IdP, idps=IdPs,
  openapi=OpenAPI, md5=MD5, bluetooth=Bluetooth, dockerfile=Dockerfile, 2d=2D, 3d=3D, nics=network cards, nic=network card, k8s=Kubernetes
`)

/** Words that the SDK writes as one, and spellings that it got wrong: help writes them as English does. */
export const plainWords = pairs(`
  publicip=public IP, publicips=public IPs, privateip=private IP, privateips=private IPs, loadbalancer=load balancer,
  loadbalancers=load balancers, healthmonitor=health monitor, healthmonitors=health monitors, routetable=route table,
  routetables=route tables, virsubnet=virtual subnet, virsubnets=virtual subnets, whiteblackip=allowed and blocked IP,
  baremetal=bare metal, keypair=key pair, keypairs=key pairs, keystore=key store, datasource=data source,
  datasources=data sources, dataclass=data class, dataobject=data object, dataobjects=data objects,
  dataspace=data space, dataspaces=data spaces, datakey=data key, datastruct=data structure,
  dataconnection=data connection, dataconnections=data connections, datapanel=data panel, datamap=data map,
  bigkey=big key, hotkey=hot key, slowlog=slow log, errorlog=error log, auditlog=audit log, auditlogs=audit logs,
  redislog=Redis log, accesslogs=access logs, tasklog=task log, tmlog=TM log, xellog=XEL log, migproject=migration project,
  migprojects=migration projects, realname=real-name, readonly=read-only, testcase=test case, testcases=test cases,
  workitem=work item, workitems=work items, customfields=custom fields, ipaddress=IP address, ipaddresses=IP addresses,
  ipgroup=IP group, nodepool=node pool, ruleset=rule set, rulesets=rule sets, addon=add-on, plugin=plug-in,
  plugins=plug-ins, launchs=launches, antileakage=anti-leakage, anticrawler=anti-crawler, antitamper=anti-tamper, checkitem=check item,
  checkitems=check items, encryptdata=encryption data, encryptdatas=encryption data, customdomain=custom domain,
  customedomain=custom domain, recordsets=record sets, recordset=record set, logtank=log tank, logtanks=log tanks,
  mindmap=mind map, hyperinstance=hyper instance, hyperinstances=hyper instances, aopworkflow=AOP workflow,
  activecode=activation code, cohost=co-host, todolist=to-do list, diskusage=disk usage, authmode=authentication mode,
  ondemand=on-demand, autoscan=auto scan, timezone=time zone, username=user name, testpoint=test point,
  createfavorite=create favorite, deletefavorite=delete favorite, deleteimage=delete image,
  deleteservice=delete service, clouddcn=CloudDCN, livedata=live data, snapitems=snap items, subcustomer=sub-customer,
  customerself=customer, fullsql=full SQL, sqls=SQL statements, idcard=ID card, bankcard=bank card, checkrole=check role,
  edgecloud=edge cloud, ikthesaurus=IK thesaurus, vul=vulnerability, vuls=vulnerabilities, vuln=vulnerability,
  doc=document, docs=documents, lt=long-term, exec=execution, temp=temporary, pwd=password, pwds=passwords, msg=message, cfg=configuration, config=configuration, configs=configurations,
  param=parameter, params=parameters, env=environment, envs=environments, repo=repository, repos=repositories,
  dir=directory, auth=authentication, cert=certificate, certs=certificates, desc=description, num=number, nums=number,
  stats=statistics, stat=statistics, statistic=statistics, info=information, infos=information, spec=specification,
  specs=specifications, perm=permission, img=image, func=function, cmd=command, cmds=commands, pkg=package,
  mgmt=management, diff=differences, authz=authorization, binded=bound, unbinded=unbound,
  metadatas=metadata, datas=data, avalible=available, avaliable=available, passwrod=password, wrokflow=workflow, wrok=work,
  wrokspace=workspace, varilable=variable, obeject=object, stutus=status, cofigs=configurations, defaul=default,
  facotr=factor, pipleine=pipeline, connction=connection, membes=members, cedential=credential, breif=brief,
  traning=training, assgin=assign, approvel=approval, analyase=analyse, defination=definition, excute=execute,
  moniter=monitor, extention=extended, polices=policies, stantby=standby, frams=frames, entitie=entity, policys=policies,
  historys=histories, clod=cloud, criterias=criteria, engress=egress, runt=run, lugin=plug-in, dataource=data source,
  smar=smart, intl=international, elbs=ELBs, eips=EIPs, dept=department, cur=current, pub=public, corp=company,
  equipments=equipment, dataset=data set, datasets=data sets, authorisation=authorization,
  authorisations=authorizations, internet=internet, biz=business, adding=add, canceling=cancel, resetting=reset, adhoc=ad hoc, conf=configuration, calc=calculation,
  opt=optimization, mol=molecule, veri=verification, para=parameter, obj=object, objs=objects, lately=recent,
  topn=top N, det=detection, optm=optimization, incre=incremental,
  repl=replication, favourite=favorite
`)

/** What words mean together, in lower case; three words at most. */
export const phrases: ReadonlyMap<string, string> = new Map(
  pairs(`
  my sql=MySQL, gauss my sql=Gauss MySQL, no sql=NoSQL, sql server=SQL Server, postgre sql=PostgreSQL, d dos=DDoS,
  d do s=DDoS, qo s=QoS, ak sk=AK/SK, aks k=AK/SK, click house=ClickHouse, star rocks=StarRocks, star rock=StarRocks,
  rocket mq=RocketMQ, rabbit mq=RabbitMQ, open gauss=openGauss, work flow=workflow, work space=workspace,
  pass word=password, k8 s=Kubernetes, ip sec=IPsec, id p=IdP, i dcs=IDCs, i dc=IDC, i racks=racks, i rack=rack, v2 x=V2X,
  v2x=V2X, data base=database, data bases=databases, web socket=WebSocket, open api=OpenAPI, open id connect=OpenID Connect,
  daemon sets=DaemonSets, stateful sets=StatefulSets, cron jobs=cron jobs, web hook=webhook, de h=dedicated host,
  lake formation=LakeFormation, event2 alarm=event-to-alarm, pre paid=prepaid, post paid=postpaid, p lugin=plug-in,
  fol low=follow, un set=unset, un block=unblock, sim card=SIM card, x86=x86, dr drill=disaster-recovery drill,
  dash board=dashboard, on demand=on-demand, name space=namespace, name spaces=namespaces, up grade=upgrade, wro kspace=workspace, white list=whitelist, white lists=whitelists, black list=blacklist, black lists=blacklists,
  deny list=deny list, wtp=anti-tamper, two factor=two-factor,
  rd sfor=RDS for, s shkey=SSH key, tas k=task, o auth=OAuth, d nat=DNAT, p2 p=P2P, p2 c=P2C, i ps=IPs, e2 e=end-to-end,
  att ck=ATT&CK, lify cycle=lifecycle, life cycle=lifecycle, meta data=metadata, pre process=pre-processing,
  pre check=pre-check, pay per use=pay-per-use, off site=off-site, top n=top N, init password=initial password,
  cloud init=cloud-init, third party=third-party, read only=read-only,
  real time=real-time, sub network=sub-network, one click=one-click, cloud ide=CloudIDE, n2n=N2N, be a=be a,
  harmony os=HarmonyOS, wechat=WeChat, we chat=WeChat, gauss db=GaussDB, tau rus=Taurus, x crypt=XCrypt
`),
)
