package dev.millrace.jobs.graph.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Chinese names. There are no words to go by, so the text is cut where a name cannot go on: at
/// marks, at function words and at some verbs. What is between two cuts is a name when it has the
/// ending of one, begins with a surname before a title, stands in 《》, is in Latin letters, or comes
/// three times in the part.
final class ChineseNames implements NameRules {

  private static final int OFTEN = 3;

  private static final Pattern CUT =
      Pattern.compile(
          "(?:位于|隶属于|隶属|属于|毕业于|任职于|成立于|成立|创立|创办|收购|并购|投资|合作|签署|签订|签约|发布|宣布"
              + "|表示|负责|提供|采用|使用|利用|包括|包含|生产|研发|开发|任命|担任|出任|加入|举办|参与|参加|拥有"
              + "|持有|控股|支持|要求|认为|指出|进行|通过|根据|按照|关于|以及|之一|其中|同时|目前|已经|可以|应当"
              + "|必须|需要|可能|总部|设在|来自|成为|达到|增长|建设了|推出|应用|基于|介绍|共同|联合|主要|作为|我们"
              + "|他们|没有|不是|就是|还有|对于|由于|因此|但是|如果|所有|一个|这个|该|的|了|在|是|与|及|或|由|向|对"
              + "|从|把|被|将|等|并|至|给|让|其|本|各|这|那|之|而|但|则|也|都|还|又|所|因|若|且|于|年|月|日|第"
              + "|(?<!共)和|(?<!华)为|以(?!色列))");
  private static final Pattern RUN = Pattern.compile("[\\p{IsHan}·A-Za-z0-9+#.-]+");
  private static final Pattern TITLE = Pattern.compile("《([^《》]{1,40})》");
  private static final Pattern LATIN = Pattern.compile("[A-Z][A-Za-z0-9+#.-]*[A-Za-z0-9+#]");
  private static final Pattern PERSON =
      Pattern.compile(
          "^([王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈"
              + "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤]"
              + "\\p{IsHan}{1,2})"
              + "(先生|女士|教授|博士|院士|总经理|副总经理|经理|董事长|总裁|主任|主席|校长|院长|部长|市长|省长|工程师)$");
  private static final Pattern ORGANIZATION =
      Pattern.compile(
          "(?<=.{2})(?:公司|集团|大学|学院|医院|银行|研究院|研究所|实验室|委员会|协会|学会|基金会|中心|政府|法院|出版社"
              + "|工厂|事务所|交易所|部门|局|厅|署|联盟)$");
  private static final Pattern PLACE =
      Pattern.compile(".{1,8}(省|市|县|区|镇|乡|村|路|街|河|江|湖|山|岛|机场|港|国|州)$");
  private static final Set<String> NEVER =
      Set.of("项目", "工作", "情况", "问题", "方面", "时间", "内容", "部分", "公司", "集团", "中心", "全国", "城市", "地区");

  private final Map<String, Integer> occurrences = new HashMap<>();

  ChineseNames(List<String> sentences) {
    for (String sentence : sentences) {
      pieces(sentence).forEach(piece -> occurrences.merge(piece.name(), 1, Integer::sum));
    }
  }

  @Override
  public List<Found> in(String sentence) {
    List<Found> candidates = new ArrayList<>();
    Matcher title = TITLE.matcher(sentence);
    while (title.find()) {
      candidates.add(new Found(title.group(1), "work", title.start(1)));
    }
    for (Found piece : pieces(sentence)) {
      named(piece, candidates);
    }
    return apart(candidates);
  }

  private void named(Found piece, List<Found> candidates) {
    String text = piece.name();
    Matcher person = PERSON.matcher(text);
    if (person.find()) {
      candidates.add(new Found(person.group(1), "person", piece.start()));
      return;
    }
    boolean latin = text.codePoints().noneMatch(Character::isIdeographic);
    if (!latin && text.length() <= 24 && !NEVER.contains(text)) {
      if (ORGANIZATION.matcher(text).find()) {
        candidates.add(new Found(text, "organization", piece.start()));
        return;
      }
      if (PLACE.matcher(text).matches()) {
        candidates.add(new Found(text, "place", piece.start()));
        return;
      }
      if (text.length() >= 2 && text.length() <= 10 && occurrences.getOrDefault(text, 0) >= OFTEN) {
        candidates.add(new Found(text, "term", piece.start()));
        return;
      }
    }
    Matcher word = LATIN.matcher(text);
    while (word.find()) {
      candidates.add(new Found(word.group(), "term", piece.start() + word.start()));
    }
  }

  /// What stands between two cuts.
  private static List<Found> pieces(String sentence) {
    List<Found> pieces = new ArrayList<>();
    Matcher run = RUN.matcher(sentence);
    while (run.find()) {
      int from = run.start();
      Matcher cut = CUT.matcher(sentence).region(run.start(), run.end());
      cut.useTransparentBounds(true);
      while (cut.find()) {
        add(pieces, sentence, from, cut.start());
        from = cut.end();
      }
      add(pieces, sentence, from, run.end());
    }
    return pieces;
  }

  private static void add(List<Found> pieces, String sentence, int from, int to) {
    if (to - from >= 2) {
      pieces.add(new Found(sentence.substring(from, to), "", from));
    }
  }

  private static List<Found> apart(List<Found> candidates) {
    List<Found> found = new ArrayList<>();
    candidates.sort(Comparator.comparingInt(Found::start).thenComparingInt(f -> -f.end()));
    for (Found candidate : candidates) {
      if (found.isEmpty() || candidate.start() >= found.getLast().end()) {
        found.add(candidate);
      }
    }
    return found;
  }
}
